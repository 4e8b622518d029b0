using System.Globalization;
using System.Text.Json;

namespace SocialAssistance.Input;

/// <summary>Reads single JSON values; what is wrong becomes a fault and null.</summary>
internal static class InputValues
{
    private const decimal MaxAmount = 1_000_000_000m;

    public static string? Text(JsonElement element, string pointer, int max, Faults faults)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            faults.Add(pointer, InputFault.WrongType, "这里应当填写文字");
            return null;
        }

        if (Unescape(element)?.Trim() is not { } text)
        {
            faults.Add(pointer, InputFault.InvalidCharacters, "含有无法识别的字符");
            return null;
        }

        if (text.Length == 0)
        {
            faults.Add(pointer, InputFault.Required, "此项必填");
            return null;
        }

        if (text.Length > max)
        {
            faults.Add(pointer, InputFault.TooLong, $"最多 {max} 个字");
            return null;
        }

        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r')))
        {
            faults.Add(pointer, InputFault.InvalidCharacters, "含有无法识别的字符");
            return null;
        }

        return text;
    }

    public static string? Code(JsonElement element, string pointer, IReadOnlyCollection<string> allowed, Faults faults)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            faults.Add(pointer, InputFault.WrongType, "这里应当填写文字");
            return null;
        }

        if (Unescape(element) is { } code && allowed.Contains(code))
        {
            return code;
        }

        faults.Add(pointer, InputFault.UnknownCode, "只能是：" + string.Join("、", allowed));
        return null;
    }

    public static bool? Flag(JsonElement element, string pointer, Faults faults)
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return element.GetBoolean();
        }

        faults.Add(pointer, InputFault.WrongType, "这里应当填写是（true）或否（false）");
        return null;
    }

    public static decimal? Amount(JsonElement element, string pointer, Faults faults)
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            faults.Add(pointer, InputFault.WrongType, "这里应当填写数字");
            return null;
        }

        if (!element.TryGetDecimal(out var amount) || amount > MaxAmount || decimal.Round(amount, 2) != amount)
        {
            faults.Add(pointer, InputFault.OutOfRange, "金额过大，或小数超过两位");
            return null;
        }

        if (amount < 0)
        {
            faults.Add(pointer, InputFault.Negative, "金额不能为负数");
            return null;
        }

        return amount;
    }

    public static int? Whole(JsonElement element, string pointer, int min, int max, Faults faults)
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            faults.Add(pointer, InputFault.WrongType, "这里应当填写数字");
            return null;
        }

        if (element.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        faults.Add(pointer, InputFault.OutOfRange, $"应当是 {min} 到 {max} 之间的整数");
        return null;
    }

    public static DateOnly? Date(JsonElement element, string pointer, Faults faults)
    {
        if (element.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(Unescape(element), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year >= 1900)
        {
            return date;
        }

        faults.Add(pointer, InputFault.InvalidDate, "日期应当写成 2026-08-03 的样子");
        return null;
    }

    public static DateTimeOffset? Moment(JsonElement element, string pointer, Faults faults)
    {
        if (element.ValueKind == JsonValueKind.String && Moments.Parse(Unescape(element)) is { } moment)
        {
            return moment;
        }

        faults.Add(pointer, InputFault.InvalidDate, "时间应当写成 2026-08-03T09:00:00+08:00 的样子");
        return null;
    }

    /// <summary>The text, or null when it holds half a surrogate pair, which no text can.</summary>
    private static string? Unescape(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
