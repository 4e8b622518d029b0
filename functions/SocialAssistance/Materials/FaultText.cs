namespace SocialAssistance.Materials;

/// <summary>What is said to people, and to programs, of a file that is not accepted.</summary>
public static class FaultText
{
    /// <summary>One plain Chinese sentence that says what is wrong and what to do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fault is none of the known ones.</exception>
    public static string Of(ScanFault fault) => fault switch
    {
        ScanFault.Empty => "文件是空的，请重新上传",
        ScanFault.TooLarge => "文件太大，不能超过20MB，请调低清晰度后重新扫描",
        ScanFault.UnknownFormat => "文件格式不支持，请提供PDF、JPG、PNG、OFD或TIFF文件",
        ScanFault.Encrypted => "文件已加密，请提供可直接打开的文件",
        ScanFault.Truncated => "文件不完整或已损坏，请重新扫描后上传",
        ScanFault.ForeignContent => "文件后面或里面带有别的内容（例如手机给照片附加的数据、动态照片），请截图后上传截图，或重新扫描",
        ScanFault.ActiveContent => "文件里有脚本、附件或会自动运行的内容，请重新扫描，或打印成普通PDF后上传",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>One plain Chinese sentence for a verdict of the scanner, or null when there is nothing to say.</summary>
    /// <remarks>An unknown verdict is spoken of as undetermined, never as clean.</remarks>
    public static string? Of(ScanVerdict verdict) => verdict switch
    {
        ScanVerdict.Clean => null,
        ScanVerdict.Infected => "文件未通过安全检查，请换一台设备重新扫描后上传",
        _ => "文件的安全检查还没有完成，暂时不能使用",
    };

    /// <summary>Stable English code of a fault.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The fault is none of the known ones.</exception>
    public static string Code(ScanFault fault) => fault switch
    {
        ScanFault.Empty => "scan-empty",
        ScanFault.TooLarge => "scan-too-large",
        ScanFault.UnknownFormat => "scan-unknown-format",
        ScanFault.Encrypted => "scan-encrypted",
        ScanFault.Truncated => "scan-truncated",
        ScanFault.ForeignContent => "scan-foreign-content",
        ScanFault.ActiveContent => "scan-active-content",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
