using System.Globalization;
using System.Text;
using SocialAssistance.Applications;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>ID numbers of families that do not exist (their division does not either): another family for each serial number.</summary>
internal static class Families
{
    private const int Adulthood = 14_000;
    private const int Schooldays = 300;

    private static readonly DateOnly FirstAdult = new(1955, 1, 1);
    private static readonly DateOnly FirstStudent = new(2007, 9, 1);

    public static byte[] Applicant(int serial) => Number(serial, FirstAdult, Adulthood, 1);

    public static byte[] Spouse(int serial) => Number(serial, FirstAdult, Adulthood, 2);

    public static byte[] Child(int serial) => Number(serial, FirstStudent, Schooldays, 3);

    // The last two digits of the division and the first two of the sequence count on where the days end.
    private static byte[] Number(int serial, DateOnly first, int days, int person)
    {
        var round = serial / days;
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $"6499{round / 100 % 100:00}{first.AddDays(serial % days):yyyyMMdd}{round % 100:00}{person}");
        return Encoding.ASCII.GetBytes(body + ResidentIdNumber.CheckCharacter(body));
    }
}
