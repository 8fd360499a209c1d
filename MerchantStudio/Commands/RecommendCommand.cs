using System.CommandLine;
using MerchantStudio.Core.Serving;

namespace MerchantStudio.Commands;

/// <summary><c>recommend</c>: the top of the list for one customer, with reasons.</summary>
internal static class RecommendCommand
{
    public static Command Create()
    {
        var (shop, data, json) = (CommonOptions.Shop(), CommonOptions.Data(), CommonOptions.Json());
        var customer = new Option<string>("--customer") { Description = "The customer's key.", Required = true };
        var k = new Option<int>("--k") { Description = "How many items.", DefaultValueFactory = _ => 10 };
        var model = new Option<string?>("--model") { Description = "The newest version of this model; without it the live one." };
        var unbought = new Option<bool>("--not-bought-before") { Description = "Only what the customer never took." };
        var inStock = new Option<bool>("--in-stock") { Description = "Only what is in stock." };
        var category = new Option<string?>("--category") { Description = "Only this category." };
        var command = new Command("recommend", "Recommends products to one customer.") { shop, customer, k, model, unbought, inStock, category, data, json };
        command.SetAction((parsed, cancellationToken) => VerbHost.RunAsync(parsed.GetValue(data), async (services, token) =>
        {
            var shopId = (await VerbHost.ShopAsync(services, parsed.GetRequiredValue(shop), token)).Id;
            return await services.GetRequiredService<RecommendationService>().RecommendAsync(new RecommendationQuery
            {
                ShopId = shopId,
                CustomerKey = parsed.GetRequiredValue(customer),
                Count = parsed.GetRequiredValue(k),
                VersionId = await VersionOfAsync(services, shopId, parsed.GetValue(model), token),
                Filters = new RecommendationFilters
                {
                    NotBoughtBefore = parsed.GetRequiredValue(unbought),
                    InStock = parsed.GetRequiredValue(inStock),
                    Category = parsed.GetValue(category),
                },
            }, token);
        }, cancellationToken));
        return command;
    }

    private static async Task<long?> VersionOfAsync(
        IServiceProvider services, int shopId, string? model, CancellationToken cancellationToken)
    {
        var versions = await services.GetRequiredService<ModelRegistry>().ListAsync(shopId, cancellationToken);
        if (versions.Count == 0)
        {
            throw new InvalidOperationException("The shop has no model yet; train one first.");
        }
        if (model is null)
        {
            return versions.Any(version => version.IsLive)
                ? null
                : throw new InvalidOperationException("No model is live; name one with --model.");
        }
        return versions.FirstOrDefault(version => version.Model.Equals(model, StringComparison.OrdinalIgnoreCase))?.Id
            ?? throw new ArgumentException($"The shop has no version of '{model}'.", nameof(model));
    }
}
