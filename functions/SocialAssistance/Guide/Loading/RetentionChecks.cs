using System.Collections.Immutable;
using SocialAssistance.Cases;
using SocialAssistance.Privacy.Retention;

namespace SocialAssistance.Guide;

/// <summary>What periods of retention must be beyond what their schema can say: every kind once, and none shorter than law allows.</summary>
internal static class RetentionChecks
{
    /// <summary>A day before which five years and six months are as long as they get.</summary>
    private static readonly DateOnly AnyDay = new(2028, 12, 31);

    /// <summary>
    /// The shortest period of some kinds, and why. A decision can be taken to court for up to five years (行政诉讼法
    /// 第四十六条); records of the network are kept six months (网络安全法 第二十三条(三)).
    /// </summary>
    private static readonly ImmutableArray<(RetentionKind Kind, RetentionPeriod Least, string Law)> Least =
    [
        (RetentionKind.CaseDecided, new(5, RetentionUnit.Years), "行政诉讼法 第四十六条"),
        (RetentionKind.CaseLapsed, new(5, RetentionUnit.Years), "行政诉讼法 第四十六条"),
        (RetentionKind.AuditDay, new(6, RetentionUnit.Months), "网络安全法 第二十三条(三)"),
    ];

    public static void Check(GuideFiles files, GuideFaultList faults)
    {
        if (files["retention"] is not { } file)
        {
            return;
        }

        var rules = file.List("rules").ToList();
        faults.AddRepeated(rules.Select(r => r["kind"]));
        foreach (var kind in Codes.All<RetentionKind>().Where(k => rules.TrueForAll(r => r.TextOf("kind") != k)))
        {
            faults.Add(file, $"no period is set for {kind}");
        }

        foreach (var rule in rules)
        {
            CheckPlan(rule, faults);
        }

        foreach (var (kind, least, law) in Least)
        {
            foreach (var rule in rules.Where(r => r.TextOf("kind") == Codes.Of(kind)))
            {
                if (RetentionReader.FindPeriod(rule["period"]) is { Count: > 0 and <= 10000 } period && period.Before(AnyDay) > least.Before(AnyDay))
                {
                    faults.Add(rule["period"]!.Value, $"is shorter than {least} ({law})");
                }
            }
        }
    }

    /// <summary>What the file says to people of the rule must be what the program does.</summary>
    private static void CheckPlan(GuideNode rule, GuideFaultList faults)
    {
        if (rule.TextOf("kind") is not { } code || Codes.Find<RetentionKind>(code) is not { } kind)
        {
            return;
        }

        var (from, action) = kind switch
        {
            RetentionKind.CaseDecided or RetentionKind.CaseWithdrawn or RetentionKind.CaseLapsed => ("case-closed", "anonymise"),
            RetentionKind.QuarantinedFile or RetentionKind.IncomingFile => ("file-written", "delete"),
            RetentionKind.Recognition => ("recognition-ended", "delete"),
            _ => ("day-recorded", "delete"),
        };
        if (rule["from"] is { Text: { } saidFrom } fromNode && saidFrom != from)
        {
            faults.Add(fromNode, $"is not '{from}', from which the period of {code} counts");
        }

        if (rule["action"] is { Text: { } saidAction } actionNode && saidAction != action)
        {
            faults.Add(actionNode, $"is not '{action}', which is what becomes of {code}");
        }
    }
}
