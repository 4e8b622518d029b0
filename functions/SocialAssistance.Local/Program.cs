using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using SocialAssistance.Guide;
using SocialAssistance.Local;
using SocialAssistance.Local.Commands;

try
{
    if (args is ["keys", .. var keys])
    {
        return await KeysCommand.RunAsync(keys, Environment.GetEnvironmentVariable("Privacy__Suite"), Console.Out, CancellationToken.None).ConfigureAwait(false);
    }

    if (args is ["audit", .. var audit])
    {
        return AuditCommand.Run(audit, Console.Out, TimeProvider.System);
    }

    var arguments = HostArguments.Parse(args);
    using var folder = DataFolder.Open(arguments.Data);
    var host = LocalHost.Build(arguments, folder);
    await using (host.ConfigureAwait(false))
    {
        await host.RunAsync().ConfigureAwait(false);
    }

    return 0;
}
catch (HostStartException error)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return error.ExitCode;
}
catch (Exception error) when (error is InvalidGuideException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return HostExit.WrongConfiguration;
}
catch (IOException error) when (error.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return HostExit.PortInUse;
}
