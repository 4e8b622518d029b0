using System.Reflection;
using SocialAssistance.Cases;

namespace SocialAssistance.Api.Tests.Hosting;

/// <summary>A store whose every error quotes what people are called, as some drivers quote the values of a statement.</summary>
public class QuotingStore : DispatchProxy
{
    /// <summary>Makes one.</summary>
    public static ICaseStore Create() => Create<ICaseStore, QuotingStore>();

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new InvalidOperationException(
        "上官某某 640104199001019994 13987654321", new FormatException("planted-file-name.pdf"));
}
