using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using SocialAssistance.Functions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddAzureHost(AzureSettings.Read(builder.Configuration), builder.Configuration);
await builder.Build().RunAsync().ConfigureAwait(false);
