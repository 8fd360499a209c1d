using System.CommandLine;
using MerchantStudio.Core.Analytics.Actions;

namespace MerchantStudio.Commands;

/// <summary><c>actions</c>: what was done with lists of customers, and what it brought.</summary>
internal static class ActionsCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var action = new Option<int?>("--action") { Description = "Number of one action, for its result and its list; without it all are listed." };
        var command = new Command("actions", "Lists actions with their state, or tells what one of them brought.") { shop, action, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var shopId = (await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token)).Id;
            return await TellAsync(services.GetRequiredService<ActionQuery>(), shopId, parsed.GetValue(action), token);
        }, cancellationToken));
        return command;
    }

    internal static async Task<object> TellAsync(ActionQuery query, int shopId, int? action, CancellationToken cancellationToken)
    {
        if (action is not { } id)
        {
            return new { Actions = (await query.ListAsync(shopId, cancellationToken)).Select(Line) };
        }

        var report = await query.FindAsync(shopId, id, cancellationToken) ?? throw new ArgumentException($"The shop has no action {id}.");
        return new
        {
            Action = Line(report.Line),
            report.Result,
            Treated = report.Members.Where(member => !member.IsHoldout).Select(member => member.CustomerKey),
            HeldOut = report.Members.Where(member => member.IsHoldout).Select(member => member.CustomerKey),
        };
    }

    private static object Line(ActionLine line) => new
    {
        line.Action.Id, line.Action.Name, line.State, line.IsLate, line.Action.Owner, line.Action.Deadline, line.Source, line.Treated, line.HeldOut,
        line.Action.HoldoutShare, line.Action.MeasureDays, SentUtc = line.Action.StartedUtc, line.Action.CreatedUtc,
    };
}
