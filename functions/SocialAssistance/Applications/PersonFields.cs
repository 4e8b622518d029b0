using System.Text.RegularExpressions;
using SocialAssistance.Input;

namespace SocialAssistance.Applications;

/// <summary>Reads what describes a person, wherever a form asks for it.</summary>
public static partial class PersonFields
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxName = 50;

    /// <summary>Longest address, in characters.</summary>
    public const int MaxAddress = 200;

    /// <summary>Longest occupation, in characters.</summary>
    public const int MaxOccupation = 50;

    /// <summary>Longest account of somebody's health or other hardship, in characters.</summary>
    public const int MaxCondition = 200;

    private const int MaxIdNumber = 32;

    /// <summary>A required full name.</summary>
    public static string Name(this ObjectReader reader, string name = "name") => reader.Text(name, MaxName);

    /// <summary>A required citizen identification number, normalized and checked.</summary>
    public static string IdNumber(this ObjectReader reader, DateOnly today, string name = "idNumber")
    {
        var number = ResidentIdNumber.Normalize(reader.Text(name, MaxIdNumber));
        CheckIdNumber(reader, reader.At(name), number, today);
        return number;
    }

    /// <summary>A required number or name of something else than a person. It stays readable, so that nobody's number may stand in it.</summary>
    public static string Reference(this ObjectReader reader, string name, int max)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var text = reader.Text(name, max);
        if (!reader.Faults.At(reader.At(name)) && ResidentIdNumber.StandsIn(text))
        {
            reader.Fault(name, InputFault.HoldsPersonalNumber, "编号、文号里不能写身份证号码");
        }

        return text;
    }

    private static void CheckIdNumber(ObjectReader reader, string pointer, string number, DateOnly today)
    {
        if (!reader.Faults.At(pointer) && !ResidentIdNumber.IsValid(number, today))
        {
            reader.Faults.Add(pointer, ApplicationFault.IdNumber, "身份证号码不正确，请核对 18 位号码");
        }
    }

    /// <summary>A required phone number of mainland China.</summary>
    public static string Phone(this ObjectReader reader, string name = "phone")
    {
        var phone = reader.Text(name, 20);
        if (!reader.Faults.At(reader.At(name)) && !PhonePattern().IsMatch(phone))
        {
            reader.Fault(name, ApplicationFault.Phone, "电话号码不正确，请填写手机号或带区号的座机号");
        }

        return phone;
    }

    /// <summary>A required date that is not later than <paramref name="today"/>.</summary>
    public static DateOnly PastDate(this ObjectReader reader, string name, DateOnly today)
    {
        if (reader.Date(name) is not { } date)
        {
            return today;
        }

        if (date > today)
        {
            reader.Fault(name, InputFault.InFuture, "日期不能晚于今天");
        }

        return date;
    }

    [GeneratedRegex(@"^(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})$")]
    private static partial Regex PhonePattern();
}
