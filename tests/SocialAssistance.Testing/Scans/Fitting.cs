namespace SocialAssistance.Testing.Scans;

/// <summary>Makes a picture come out at a size in bytes.</summary>
internal static class Fitting
{
    // What padding needs at least.
    private const int Slack = 64;

    /// <param name="size">The wished size.</param>
    /// <param name="make">Makes a picture of about so many pixels.</param>
    /// <param name="pad">Makes a picture that is a little smaller come out at the wished size.</param>
    public static byte[] Fit(int size, Func<double, byte[]> make, Func<byte[], int, byte[]> pad)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1024);
        var target = (size - Slack) * 0.97;
        double pixels = size;
        while (true)
        {
            var made = make(pixels);
            if (made.Length <= size - Slack && (made.Length > target * 0.9 || pixels < 256))
            {
                return pad(made, size);
            }

            pixels *= Math.Min(target / made.Length, 16);
        }
    }
}
