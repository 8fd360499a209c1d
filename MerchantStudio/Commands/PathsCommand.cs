using System.CommandLine;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Paths;

namespace MerchantStudio.Commands;

/// <summary><c>paths</c>: what visitors do before and after a step, and after what they leave.</summary>
internal static class PathsCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var (from, to) = (PeriodOptions.From(), PeriodOptions.To());
        var step = new Option<string>("--step") { Description = "Event that paths are followed from.", DefaultValueFactory = _ => "add_to_cart" };
        var depth = new Option<int>("--depth") { Description = "Events before and after it, 1 to 6.", DefaultValueFactory = _ => 3 };
        var device = new Option<string?>("--device") { Description = "Only steps on this device." };
        var source = new Option<string?>("--source") { Description = "Only steps of visits from this source." };
        var command = new Command("paths", "What visitors do before and after a step, and after what they leave. (start) and (end) stand where a visit begins and ends, (rest) for events that are not listed.") { shop, step, depth, device, source, from, to, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var name = parsed.GetRequiredValue(shop);
            var request = new PathRequest((await VerbHost.ShopAsync(services, name, token)).Id, parsed.GetRequiredValue(step))
            {
                Depth = parsed.GetValue(depth),
                Range = PeriodOptions.Range(parsed.GetValue(from), parsed.GetValue(to)),
                Filter = new EventFilter { Device = parsed.GetValue(device), Source = parsed.GetValue(source) },
            };
            return await services.GetRequiredService<PathQuery>().RunAsync(request, token)
                ?? throw new InvalidOperationException($"The shop '{name}' has no data yet; import a file first.");
        }, cancellationToken));
        return command;
    }
}
