using System.CommandLine;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Pipeline.Actions;

namespace MerchantStudio.Commands;

/// <summary><c>segments</c>: the eleven groups, their definitions and who moved; or who belongs to an own segment.</summary>
internal static class SegmentsCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var asOf = CustomerOptions.AsOf();
        var own = new Option<string?>("--own") { Description = "Name of an own segment: its rule, how many are in it, and who." };
        var rule = new Option<string?>("--rule") { Description = "Conditions of a segment, as the editor's address holds them (JSON): how many fulfil them, and who." };
        var command = new Command("segments", "Sorts customers by recency, frequency and spend into eleven groups, or finds those of an own segment.") { shop, asOf, own, rule, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var shopId = (await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token)).Id;
            return (parsed.GetValue(own), parsed.GetValue(rule)) switch
            {
                ({ } name, _) => await FoundAsync(services, shopId, await OwnAsync(services, shopId, name, token), token),
                (_, { } text) => await FoundAsync(services, shopId, SegmentRule.Parse(text) ?? throw new ArgumentException("The rule cannot be read; copy it from the address of the segment editor."), token),
                _ => await ElevenAsync(services, shopId, parsed.GetValue(asOf), token),
            };
        }, cancellationToken));
        return command;
    }

    private static async Task<SegmentRule> OwnAsync(IServiceProvider services, int shopId, string name, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<OwnSegmentService>().ListAsync(shopId, cancellationToken)).FirstOrDefault(segment => segment.Name == name)?.Rule
        ?? throw new ArgumentException($"The shop has no own segment '{name}'.");

    internal static async Task<object> FoundAsync(IServiceProvider services, int shopId, SegmentRule rule, CancellationToken cancellationToken)
    {
        var (query, request) = (services.GetRequiredService<CustomerListQuery>(), new CustomerListRequest(shopId) { Rule = rule, Take = 0 });
        var found = await query.RunAsync(request, cancellationToken) ?? throw new InvalidOperationException("The shop has no customers yet; import orders first.");
        return new { found.Currency, found.AsOfUtc, Rule = rule, found.Total, found.Known, found.RevenueMinor, Customers = await query.KeysAsync(request, cancellationToken) };
    }

    internal static async Task<object> ElevenAsync(IServiceProvider services, int shopId, DateTime? asOf, CancellationToken cancellationToken)
    {
        var report = await services.GetRequiredService<SegmentQuery>().RunAsync(shopId, asOf?.AddSeconds(1), cancellationToken)
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
    }
}
