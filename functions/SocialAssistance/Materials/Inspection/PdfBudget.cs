namespace SocialAssistance.Materials.Inspection;

/// <summary>How many bytes the inspection of one PDF may still look at, and unfold, before the file is taken for hostile.</summary>
internal sealed class PdfBudget(int fileLength)
{
    // A well-made file is looked at once, and only in part.
    private long remaining = (4L * fileLength) + (4 * 1024 * 1024);
    private long unfolded = 64L * 1024 * 1024;
    private long drawn = 256L * 1024 * 1024;

    public void Spend(long bytes)
    {
        remaining -= bytes;
        if (remaining < 0)
        {
            throw new ScanRefusedException(ScanFault.TooLarge);
        }
    }

    /// <summary>Takes note that what pages are drawn by unfolded to so many bytes.</summary>
    public void SpendDrawn(long bytes)
    {
        drawn -= bytes;
        if (drawn < 0)
        {
            throw new ScanRefusedException(ScanFault.TooLarge);
        }
    }

    /// <summary>Takes note that a stream unfolded to so many bytes.</summary>
    public void SpendUnfolded(long bytes)
    {
        unfolded -= bytes;
        if (unfolded < 0)
        {
            throw new ScanRefusedException(ScanFault.TooLarge);
        }
    }
}
