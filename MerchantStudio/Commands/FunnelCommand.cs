using System.CommandLine;
using System.Globalization;
using MerchantStudio.Core.Analytics.Funnels;

namespace MerchantStudio.Commands;

/// <summary><c>funnel</c>: how many go from step to step.</summary>
internal static class FunnelCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var (from, to) = (PeriodOptions.From(), PeriodOptions.To());
        var steps = new Option<string>("--steps") { Description = "Event names, separated by commas; a question mark at the end makes one optional.", Required = true };
        var window = new Option<string>("--window") { Description = "Longest time from first to last step: 30m, 12h, 7d.", DefaultValueFactory = _ => "7d" };
        var order = new Option<FunnelOrder>("--order") { Description = "ordered, strict or any.", DefaultValueFactory = _ => FunnelOrder.Ordered };
        var entry = new Option<FunnelEntry>("--entry") { Description = "first: from the first entry; anyChain: some chain fits.", DefaultValueFactory = _ => FunnelEntry.First };
        var unit = new Option<FunnelUnit>("--per") { Description = "visitor or session.", DefaultValueFactory = _ => FunnelUnit.Visitor };
        var by = new Option<FunnelAttribute?>("--by") { Description = "country, source, device or category of the first step." };
        var command = new Command("funnel", "Counts, shares and times of the steps of a funnel.") { shop, steps, window, order, entry, unit, by, from, to, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var name = parsed.GetRequiredValue(shop);
            var request = new FunnelRequest((await VerbHost.ShopAsync(services, name, token)).Id, Steps(parsed.GetRequiredValue(steps)))
            {
                Window = Length(parsed.GetRequiredValue(window)),
                Order = parsed.GetValue(order),
                Entry = parsed.GetValue(entry),
                Unit = parsed.GetValue(unit),
                By = parsed.GetValue(by),
                Range = PeriodOptions.Range(parsed.GetValue(from), parsed.GetValue(to)),
            };
            return await services.GetRequiredService<FunnelQuery>().RunAsync(request, token)
                ?? throw new InvalidOperationException($"The shop '{name}' has no data yet; import a file first.");
        }, cancellationToken));
        return command;
    }

    internal static IReadOnlyList<FunnelStep> Steps(string text) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(step => new FunnelStep(step.TrimEnd('?')) { Optional = step.EndsWith('?') }),
    ];

    /// <summary>Reads lengths such as 30m, 12h and 7d.</summary>
    /// <exception cref="ArgumentException">It is not one.</exception>
    internal static TimeSpan Length(string text)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            switch (char.ToLowerInvariant(text[^1]))
            {
                case 'm':
                    return TimeSpan.FromMinutes(count);
                case 'h':
                    return TimeSpan.FromHours(count);
                case 'd':
                    return TimeSpan.FromDays(count);
            }
        }
        throw new ArgumentException($"'{text}' is not a length of time; write 30m, 12h or 7d.");
    }
}
