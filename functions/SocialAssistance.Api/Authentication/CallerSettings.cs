using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SocialAssistance.Api.Authentication;

/// <summary>
/// The callers as a host's settings have them, under <c>Callers</c>. Absence leaves a key all divisions, all scopes and no
/// end, and what is misspelt looks absent: a setting that there is not, or of another shape, stops the host.
/// </summary>
public static class CallerSettings
{
    private const string Section = nameof(CallerOptions.Callers);

    private static readonly string[] Lists = [nameof(CallerEntry.Divisions), nameof(CallerEntry.Scopes)];

    private static readonly string[] Texts =
    [
        nameof(CallerEntry.Name), nameof(CallerEntry.Role), nameof(CallerEntry.Department), nameof(CallerEntry.Id),
        nameof(CallerEntry.KeySha256), nameof(CallerEntry.NotBefore), nameof(CallerEntry.ExpiresAt),
    ];

    /// <summary>Takes the callers from the settings; faults are told when they are first asked for.</summary>
    public static IServiceCollection AddCallers(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        return services
            .Configure<CallerOptions>(configuration)
            .AddSingleton<IValidateOptions<CallerOptions>>(new Shape(configuration.GetSection(Section)));
    }

    private static IEnumerable<string> FaultsOf(IConfigurationSection callers)
    {
        if (!string.IsNullOrEmpty(callers.Value))
        {
            yield return $"{callers.Path} is a list: {callers.Path}:0:Name and so on.";
        }

        foreach (var setting in callers.GetChildren().SelectMany(Settings))
        {
            var isList = Contains(Lists, setting.Key);
            var children = setting.GetChildren().ToArray();
            if (!isList && !Contains(Texts, setting.Key))
            {
                yield return $"{setting.Path} is no setting of a caller; there are {string.Join(", ", [.. Texts, .. Lists])}.";
            }
            else if (isList && (children.Length == 0 || !string.IsNullOrEmpty(setting.Value) || children.Any(c => c.GetChildren().Any())))
            {
                yield return $"{setting.Path} is a list of texts, {setting.Path}:0 and so on; leave it out for all.";
            }
            else if (!isList && children.Length > 0)
            {
                yield return $"{setting.Path} is one text.";
            }
        }
    }

    /// <summary>The settings of a caller; a caller that is a text has itself for its setting, and so a fault.</summary>
    private static IEnumerable<IConfigurationSection> Settings(IConfigurationSection caller) =>
        string.IsNullOrEmpty(caller.Value) ? caller.GetChildren() : [caller];

    private static bool Contains(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private sealed class Shape(IConfigurationSection callers) : IValidateOptions<CallerOptions>
    {
        public ValidateOptionsResult Validate(string? name, CallerOptions options)
        {
            var faults = FaultsOf(callers).ToArray();
            return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
