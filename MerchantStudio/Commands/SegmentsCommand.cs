using System.CommandLine;
using MerchantStudio.Core.Analytics.Segments;

namespace MerchantStudio.Commands;

/// <summary><c>segments</c>: the eleven groups, their definitions and who moved.</summary>
internal static class SegmentsCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var asOf = CustomerOptions.AsOf();
        var command = new Command("segments", "Sorts customers by recency, frequency and spend into eleven groups.") { shop, asOf, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var shopId = (await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token)).Id;
            var report = await services.GetRequiredService<SegmentQuery>().RunAsync(shopId, parsed.GetValue(asOf)?.AddSeconds(1), token)
                ?? throw new InvalidOperationException("The shop has no customers yet; import orders first.");
            return new
            {
                report.Currency,
                report.AsOfUtc,
                report.Customers,
                Groups = report.Groups.Select(group => new
                {
                    group.Name,
                    group.Customers,
                    group.SpendMinor,
                    Definition = group.Cells.Select(cell => new { cell.Recency, cell.Value }),
                }),
                Borders = new { report.RecencyDays, report.FrequencyOrders, report.SpendMinor },
                report.HeatMap,
                report.ComparedWithUtc,
                report.Moves,
            };
        }, cancellationToken));
        return command;
    }
}
