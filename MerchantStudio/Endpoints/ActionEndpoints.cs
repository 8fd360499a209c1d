using System.Text;
using MerchantStudio.Access;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Pipeline.Actions;
using MerchantStudio.State;

namespace MerchantStudio.Endpoints;

/// <summary>The treated customers of an action as a file for whatever sends the message. Who is held out never leaves.</summary>
internal static class ActionEndpoints
{
    public static void MapActions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/actions/{actionId:int}/treated", DownloadAsync).RequireAuthorization(Policies.ManageActions);

    private static async Task<IResult> DownloadAsync(
        int actionId, HttpContext context, IShopAccess access, ActionService actions, CancellationToken cancellationToken)
    {
        var seat = (await access.SeatsOfAsync(context.User, cancellationToken)).Choose(context.Request.Query[StudioAddress.ShopKey]);
        if (seat?.May(Policies.ManageActions) != true
            || await actions.TreatedAsync(context.User.AsActor(seat.Shop.Id), actionId, cancellationToken) is not { } list)
        {
            return Results.NotFound();
        }

        return Results.File(Encoding.UTF8.GetBytes(Csv(list)), "text/csv; charset=utf-8", FormattableString.Invariant($"action-{actionId}-treated.csv"));
    }

    // Headings are names that programs read, the same in every language.
    private static string Csv(TreatedList list) => list.HasContacts
        ? CsvText.Write(
            ["customer", "score", "name", "email"],
            list.Customers.Select(customer => (IEnumerable<object?>)[customer.Key, customer.Score, customer.Contact?.Name, customer.Contact?.Email]))
        : CsvText.Write(["customer", "score"], list.Customers.Select(customer => (IEnumerable<object?>)[customer.Key, customer.Score]));
}
