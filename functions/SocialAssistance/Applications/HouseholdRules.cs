using SocialAssistance.Input;

namespace SocialAssistance.Applications;

/// <summary>Nobody stands in the household twice, and every adult has signed.</summary>
internal static class HouseholdRules
{
    /// <summary>Who is of this age signs for themselves (民法典 17).</summary>
    private const int AdultAge = 18;

    public static void Check(ApplicationForm form, ObjectReader root, DateOnly today)
    {
        var persons = new Dictionary<string, string>(StringComparer.Ordinal);
        Note(form.Applicant.IdNumber.Value, root.At("applicant") + "/idNumber");
        for (var index = 0; index < form.Household.Length; index++)
        {
            Note(form.Household[index].IdNumber.Value, $"{root.At("household")}/{index}/idNumber");
        }

        CheckSignatures(form, root, persons, today);

        void Note(string number, string pointer)
        {
            if (number.Length > 0 && !root.Faults.At(pointer) && !persons.TryAdd(number, pointer))
            {
                root.Faults.Add(pointer, ApplicationFault.PersonTwice, "同一个人填写了两次");
            }
        }
    }

    private static void CheckSignatures(ApplicationForm form, ObjectReader root, Dictionary<string, string> persons, DateOnly today)
    {
        var signatories = root.At("authorization") + "/signatories";
        if (root.Faults.At(signatories) || form.Authorization.Signatories.IsEmpty)
        {
            return;
        }

        for (var index = 0; index < form.Authorization.Signatories.Length; index++)
        {
            // A wrong ID number of a person makes the signature look foreign: the number's own fault says enough.
            if (!persons.ContainsKey(form.Authorization.Signatories[index].Value) && !PersonsInDoubt(root))
            {
                root.Faults.Add($"{signatories}/{index}", ApplicationFault.SignatoryUnknown, "签字人不是申请人或家庭成员");
            }
        }

        if (persons.ContainsKey(form.Applicant.IdNumber.Value) && !form.Authorization.Signatories.Contains(form.Applicant.IdNumber))
        {
            root.Faults.Add(signatories, ApplicationFault.SignatureMissing, "申请人还没有签字");
        }

        for (var index = 0; index < form.Household.Length; index++)
        {
            var number = form.Household[index].IdNumber.Value;
            var mustSign = persons.TryGetValue(number, out var pointer) && pointer == $"{root.At("household")}/{index}/idNumber"
                && ResidentIdNumber.IsOfAge(number, AdultAge, today);
            if (mustSign && !form.Authorization.Signatories.Contains(number))
            {
                root.Faults.Add(signatories, ApplicationFault.SignatureMissing, $"第 {index + 1} 位家庭成员已满 18 周岁，还没有签字");
            }
        }
    }

    private static bool PersonsInDoubt(ObjectReader root) => root.Faults.At(root.At("applicant")) || root.Faults.At(root.At("household"));
}
