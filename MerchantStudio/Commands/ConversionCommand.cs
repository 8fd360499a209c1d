using System.CommandLine;
using MerchantStudio.Core.Analytics.Conversion;

namespace MerchantStudio.Commands;

/// <summary><c>conversion</c>: what part of the visits buys, and why that changed. Amounts are whole minor units.</summary>
internal static class ConversionCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var (from, to) = (PeriodOptions.From(), PeriodOptions.To());
        var command = new Command("conversion", "Conversion rate, its parts, groups, products, and why it changed against the period before. The group (rest) holds all smaller ones.") { shop, from, to, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var name = parsed.GetRequiredValue(shop);
            var range = PeriodOptions.Range(parsed.GetValue(from), parsed.GetValue(to));
            var request = new ConversionRequest((await VerbHost.ShopAsync(services, name, token)).Id, range);
            return await services.GetRequiredService<ConversionQuery>().RunAsync(request, token)
                ?? throw new InvalidOperationException($"The shop '{name}' has no data yet; import a file first.");
        }, cancellationToken));
        return command;
    }
}
