using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Shouldly;
using SocialAssistance.Departments;
using SocialAssistance.Tests.Applications;
using Xunit;

namespace SocialAssistance.Tests.Departments;

/// <summary>What a department calls its events and its documents stays readable: nobody's number may stand in it.</summary>
public sealed class DepartmentEventReaderTests
{
    [Fact]
    public void An_id_or_a_document_number_with_a_persons_number_in_it_is_refused()
    {
        IdNumbers.OfAge.Sample(number =>
        {
            FaultsOf("YB-" + number, "示救〔2026〕3号").ShouldBe(["/eventId holds-personal-number"]);
            FaultsOf("YB-2026-000123", $"示救（{number}）号").ShouldBe(["/decision/documentNumber holds-personal-number"]);
        });
        FaultsOf("YB-2026-000123", "示救〔2026〕3号").ShouldBeEmpty();
    }

    /// <summary>Offices number by division, day and serial: eighteen digits that may have the right check character.</summary>
    [Fact]
    public void Numbers_made_of_division_day_and_serial_are_taken() =>
        Gen.Select(Gen.Int[0, 9999], Gen.Int[0, 7_000]).Sample((serial, days) =>
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"640104{new DateOnly(2008, 1, 1).AddDays(days):yyyyMMdd}{serial:0000}");
            FaultsOf(number, number).ShouldBeEmpty();
        });

    private static string[] FaultsOf(string eventId, string documentNumber)
    {
        var said = new JsonObject
        {
            ["caseId"] = "20260803-640104-7K3M9Q2XWD4P",
            ["item"] = "medical-assistance",
            ["eventId"] = eventId,
            ["type"] = "decided",
            ["occurredAt"] = "2026-08-03T10:00:00+08:00",
            ["operator"] = "经办甲",
            ["decision"] = new JsonObject { ["outcome"] = "granted", ["documentNumber"] = documentNumber },
        };
        return [.. DepartmentEventReader.ReadAddressed(Encoding.UTF8.GetBytes(said.ToJsonString()), "medical-insurance").Faults.Select(f => $"{f.Pointer} {f.Code}")];
    }
}
