using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace MerchantStudio.Access;

/// <summary>Says on the console where the owner's account is made, and the token that it takes. Says nothing once there is one.</summary>
internal sealed class FirstRunAnnouncement(FirstRunGuard firstRun, IServer server, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await firstRun.IsOpenAsync(stoppingToken))
        {
            return;
        }
        var token = await firstRun.CreateTokenAsync(stoppingToken);
        lifetime.ApplicationStarted.Register(() => Announce(token));
    }

    private void Announce(string token)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        // The console, not the log: logs are kept and shipped, and this line is a secret until it is used.
        Console.WriteLine();
        Console.WriteLine("  MerchantStudio is ready for its owner. Open");
        Console.WriteLine($"    {address}/first-run?token={token}");
        Console.WriteLine();
    }
}
