using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Hosting;

/// <summary>
/// The web server, which listens once the pages that people open first have been opened before it, so that nobody's first
/// visit waits for what a start does once. It never waits longer than the settings say; what is left goes on meanwhile.
/// </summary>
/// <param name="server">The one that listens.</param>
/// <param name="services">Asked when it starts and not before: the server is made earlier than the settings are checked.</param>
internal sealed class WarmServer(IServer server, IServiceProvider services) : IServer
{
    public IFeatureCollection Features => server.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var patience = TimeSpan.FromSeconds(services.GetRequiredService<IOptions<HostingOptions>>().Value.WarmUpSeconds);
        if (patience > TimeSpan.Zero)
        {
            var visited = services.GetRequiredService<FirstVisits>().MakeAsync(application, cancellationToken);
            _ = await Task.WhenAny(visited, Task.Delay(patience, services.GetRequiredService<TimeProvider>(), cancellationToken));
        }
        await server.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();
}

internal static class WarmServerRegistration
{
    /// <summary>Puts the server that is registered by now behind one that warms up first.</summary>
    public static void AddWarmUp(this IServiceCollection services)
    {
        services.AddSingleton<FirstVisits>();
        if (services.LastOrDefault(service => service.ServiceType == typeof(IServer)) is not { ImplementationType: { } type } registered)
        {
            return;
        }
        _ = services.Remove(registered);
        services.AddSingleton<IServer>(provider => ActivatorUtilities.CreateInstance<WarmServer>(provider, (IServer)ActivatorUtilities.CreateInstance(provider, type)));
    }
}
