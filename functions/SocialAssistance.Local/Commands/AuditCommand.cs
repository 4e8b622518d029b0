using System.Globalization;
using Microsoft.Data.Sqlite;
using SocialAssistance.Guide;
using SocialAssistance.Local.Auditing;
using SocialAssistance.Privacy.Audit;
using SocialAssistance.Storage.Sqlite;

namespace SocialAssistance.Local.Commands;

/// <summary>
/// <c>audit verify</c>: checks the trail of a data folder, beside a host that works with it or after. It only reads and
/// takes no lock.
/// </summary>
public static class AuditCommand
{
    /// <summary>How it is called.</summary>
    public const string Usage = "usage: SocialAssistance.Local audit verify [--data .local] [--from 2026-08-03] [--to 2026-08-31]";

    /// <summary>Exit code when something is wrong with the trail.</summary>
    public const int Broken = 1;

    /// <summary>Runs the command.</summary>
    /// <param name="args">What stands after <c>audit</c>.</param>
    /// <param name="output">Takes a line for each day, and what is wrong with it.</param>
    /// <param name="clock">Tells which days must still be there.</param>
    /// <returns>0 when the trail is whole, <see cref="Broken"/> when not.</returns>
    /// <exception cref="HostStartException">Arguments are wrong, or there is no trail to be read.</exception>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        var asked = Arguments.Parse(args);
        var folder = DataFolder.Look(asked.Data);
        if (!File.Exists(folder.Database))
        {
            throw new HostStartException(HostExit.WrongConfiguration, $"There is no database in {folder.Path}.");
        }

        var published = PublishedHeads.Read(folder, out var damaged);
        var reports = Verify(folder, asked, AuditVerifier.KeptFrom(clock.Today()), published);
        foreach (var report in reports)
        {
            output.WriteLine(Line(report));
        }

        foreach (var line in damaged)
        {
            output.WriteLine(Text($"{PublishedHeads.FileName}  line {line}  WRONG, UNREADABLE: no head stands there. Keep the file as evidence."));
        }

        output.WriteLine(published.Count > 0
            ? Text($"Compared with {published.Count} heads of {PublishedHeads.FileName}.")
            : Text($"Compared with no published heads: {PublishedHeads.FileName} is missing or empty, so an end that was cut off is not missed."));
        var broken = reports.Count(r => !r.IsWhole);
        var whole = broken == 0 && damaged.Count == 0;
        output.WriteLine(whole
            ? Text($"The audit trail is whole: {reports.Count} days, {reports.Sum(r => r.Count)} records.")
            : Text($"The audit trail is NOT whole: {broken} of {reports.Count} days are wrong."));
        return whole ? 0 : Broken;
    }

    private static IReadOnlyList<AuditDayReport> Verify(DataFolder folder, Arguments asked, DateOnly keptFrom, IReadOnlyList<AuditHead> published)
    {
        try
        {
            return SqliteAuditCheck.Verify(
                folder.Database, new AuditChain(folder.PersonKeySecret()), asked.From, asked.To, keptFrom, published);
        }
        catch (SqliteException error)
        {
            throw new HostStartException(HostExit.WrongConfiguration, $"The trail in {folder.Database} cannot be read: {error.Message}");
        }
    }

    private static string Line(AuditDayReport report)
    {
        var day = report.Day == DateOnly.MinValue ? "before the chain"
            : report.Day == SqliteAuditCheck.NoDay ? "of no day"
            : AuditForm.Text(report.Day);
        var what = report.Fault is { } fault
            ? Text($"WRONG at record {fault.Number}, {fault.Kind.ToString().ToUpperInvariant()}: {fault.Detail}")
            : report.Count == 0 ? "no longer kept" : "whole";
        return Text($"{day}  {report.Count,8} records  {report.Head}  {what}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Arguments(string Data, DateOnly From, DateOnly To)
    {
        public static Arguments Parse(IReadOnlyList<string> args)
        {
            var parsed = new Arguments(".local", DateOnly.MinValue, DateOnly.MaxValue);
            var faults = new List<string>();
            if (args is not ["verify", ..])
            {
                faults.Add("audit verify is all there is");
            }

            for (var index = 1; index < args.Count; index += 2)
            {
                switch (args[index], args.ElementAtOrDefault(index + 1))
                {
                    case ("--data", { Length: > 0 } value):
                        parsed = parsed with { Data = value };
                        break;
                    case ("--from", { } value) when DayOf(value) is { } day:
                        parsed = parsed with { From = day };
                        break;
                    case ("--to", { } value) when DayOf(value) is { } day:
                        parsed = parsed with { To = day };
                        break;
                    case ("--from" or "--to", _):
                        faults.Add(args[index] + " is a day such as 2026-08-03");
                        break;
                    default:
                        faults.Add(args[index] + " is unknown, or needs a value");
                        break;
                }
            }

            return faults.Count == 0
                ? parsed
                : throw new HostStartException(HostExit.WrongConfiguration, string.Join('\n', [.. faults, Usage]));
        }

        private static DateOnly? DayOf(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
