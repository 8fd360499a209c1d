using System.CommandLine;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;

namespace MerchantStudio.Commands;

/// <summary><c>funnel</c>: how many go from step to step.</summary>
internal static class FunnelCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var (from, to) = (PeriodOptions.From(), PeriodOptions.To());
        var steps = new Option<string>("--steps") { Description = "Event names, separated by commas. A step may have filters, a time since the step before and a question mark that makes it optional: add_to_cart[category=Tea;device=phone]<2d?. Amounts are whole minor units.", Required = true };
        var window = new Option<string>("--window") { Description = "Longest time from first to last step: 30m, 12h, 7d.", DefaultValueFactory = _ => "7d" };
        var order = new Option<FunnelOrder>("--order") { Description = "ordered, strict or any.", DefaultValueFactory = _ => FunnelOrder.Ordered };
        var entry = new Option<FunnelEntry>("--entry") { Description = "first: from the first entry; anyChain: some chain fits.", DefaultValueFactory = _ => FunnelEntry.First };
        var unit = new Option<FunnelUnit>("--per") { Description = "visitor or session.", DefaultValueFactory = _ => FunnelUnit.Visitor };
        var not = new Option<string>("--not") { Description = "Events that end a chain between two steps, such as remove_from_cart:2-4.", DefaultValueFactory = _ => "" };
        var trend = new Option<CalendarUnit?>("--trend") { Description = "day, week or month of the first step." };
        var by = new Option<string?>("--by") { Description = "country, source, device, category, brand or value of the first step, or an attribute of the shop's own events." };
        var command = new Command("funnel", "Counts, shares and times of the steps of a funnel.") { shop, steps, not, window, order, entry, unit, by, trend, from, to, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var name = parsed.GetRequiredValue(shop);
            var request = new FunnelRequest((await VerbHost.ShopAsync(services, name, token)).Id, FunnelText.ReadSteps(parsed.GetRequiredValue(steps)))
            {
                Window = FunnelText.Length(parsed.GetRequiredValue(window)),
                Order = parsed.GetValue(order),
                Entry = parsed.GetValue(entry),
                Unit = parsed.GetValue(unit),
                By = FunnelAttribute.Parse(parsed.GetValue(by)),
                Trend = parsed.GetValue(trend),
                Exclusions = FunnelText.ReadExclusions(parsed.GetRequiredValue(not)),
                Range = PeriodOptions.Range(parsed.GetValue(from), parsed.GetValue(to)),
            };
            return await services.GetRequiredService<FunnelQuery>().RunAsync(request, token)
                ?? throw new InvalidOperationException($"The shop '{name}' has no data yet; import a file first.");
        }, cancellationToken));
        return command;
    }
}
