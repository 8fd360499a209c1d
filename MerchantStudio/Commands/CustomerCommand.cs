using System.CommandLine;
using MerchantStudio.Core.Analytics.Customers;

namespace MerchantStudio.Commands;

/// <summary><c>customer</c>: everything that a customer's page shows. Amounts are whole minor units.</summary>
internal static class CustomerCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var customer = new Option<string>("--customer") { Description = "The customer's key.", Required = true };
        var entries = new Option<int>("--timeline") { Description = "Orders and visits that are told one by one.", DefaultValueFactory = _ => 50 };
        var command = new Command("customer", "One customer: orders, spend, rhythm, favourites and timeline.") { shop, customer, entries, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var shopId = (await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token)).Id;
            var key = parsed.GetRequiredValue(customer);
            var request = new CustomerProfileRequest(shopId, key) { TimelineEntries = parsed.GetValue(entries) };
            return await services.GetRequiredService<CustomerProfileQuery>().RunAsync(request, token)
                ?? throw new ArgumentException($"The shop has no customer '{key}'.");
        }, cancellationToken));
        return command;
    }
}
