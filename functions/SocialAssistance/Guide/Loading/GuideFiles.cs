using System.Text;
using System.Text.Json;

namespace SocialAssistance.Guide;

/// <summary>The guide's files as they were read; a file that is not there or not JSON is null.</summary>
internal sealed class GuideFiles
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, GuideNode> _roots = [];

    private GuideFiles()
    {
    }

    /// <summary>Names of the files without their extension; each has a schema of the same name.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["items", "materials", "departments", "divisions", "holidays", "practice", "suggestions", "retention"];

    /// <summary>The top of the file of that name, or null.</summary>
    public GuideNode? this[string name] => _roots.TryGetValue(name, out var root) ? root : null;

    /// <summary>Reads every file and holds it against its schema.</summary>
    public static GuideFiles Read(string folder, GuideFaultList faults)
    {
        var files = new GuideFiles();
        foreach (var name in Names)
        {
            var file = name + ".json";
            try
            {
                var text = Utf8.GetString(File.ReadAllBytes(Path.Combine(folder, file))).TrimStart('\uFEFF');
                // A name that stands twice in an object would silently win over the first.
                using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
                files._roots[name] = new GuideNode(file, "", document.RootElement.Clone());
                GuideSchemas.Check(name, text, faults);
            }
            catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                faults.Add(file, "", "the file is missing");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                faults.Add(file, "", $"the file cannot be read ({exception.GetType().Name})");
            }
            catch (DecoderFallbackException)
            {
                faults.Add(file, "", "the file is not UTF-8");
            }
            catch (JsonException exception)
            {
                faults.Add(file, "", $"the file is not JSON: {exception.Message}");
            }
        }

        return files;
    }

    /// <summary>The entries of a file's main array.</summary>
    public IEnumerable<GuideNode> Entries(string name, string array) => this[name]?.List(array) ?? [];

    /// <summary>The codes that the entries of a file's main array define, or null when there is no such array.</summary>
    public IReadOnlySet<string>? Codes(string name) =>
        this[name]?[name] is { Value.ValueKind: JsonValueKind.Array } entries
            ? entries.Elements.Select(e => e.TextOf("code")).OfType<string>().ToHashSet()
            : null;
}
