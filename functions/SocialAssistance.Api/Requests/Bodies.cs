using System.Collections.Immutable;
using SocialAssistance.Applications;
using SocialAssistance.Input;

namespace SocialAssistance.Api.Requests;

/// <summary>Whose cases are asked for. In the body and not in the address, because addresses are logged.</summary>
/// <param name="Name">Full name of the applicant.</param>
/// <param name="IdNumber">Citizen identification number.</param>
public sealed record ApplicantQuery(string Name, string IdNumber)
{
    internal static ApplicantQuery Read(ObjectReader q, DateOnly today) => new(q.Name(), q.IdNumber(today));
}

/// <summary>What is withdrawn.</summary>
/// <param name="Items">Codes of items; absent or empty withdraws the whole application.</param>
/// <param name="Reason">Why, if the applicant says so.</param>
public sealed record WithdrawalBody(ImmutableArray<string> Items, string? Reason)
{
    internal static WithdrawalBody Read(ObjectReader w) => new(w.Texts("items", 0, 50, 64), w.OptionalText("reason", 500));
}
