namespace SocialAssistance.Local;

/// <summary>With what the host exits when it cannot start.</summary>
public static class HostExit
{
    /// <summary>An argument, a setting or the guide is wrong.</summary>
    public const int WrongConfiguration = 2;

    /// <summary>Another host uses the data folder.</summary>
    public const int DataInUse = 3;

    /// <summary>The port is taken.</summary>
    public const int PortInUse = 4;
}

/// <summary>The host cannot start; the message is for whoever started it.</summary>
public sealed class HostStartException(int exitCode, string message) : Exception(message)
{
    /// <summary>One of <see cref="HostExit"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
