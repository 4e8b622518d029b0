namespace SocialAssistance.Materials.Inspection;

/// <summary>A file is refused from deep within its inspection, with the fault that is told.</summary>
internal sealed class ScanRefusedException(ScanFault fault) : Exception
{
    public ScanFault Fault { get; } = fault;
}
