using System.Text.Json;
using MerchantStudio.Components.Pages.Funnel;
using MerchantStudio.Core.Analytics;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;
using MerchantStudio.State;
using MerchantStudio.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace MerchantStudio.Tests.State;

public sealed class PageQuestionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?period=30d")]
    public async Task Ask_OfAShop_LeavesTheAnswersThatItsPagesAskFor(string query)
    {
        await using var app = StudioApp.InProcess();
        var (shop, token) = (await app.CreateShopAsync(), TestContext.Current.CancellationToken);
        app.PutSnapshot(shop, builder =>
        {
            foreach (var (kind, i) in new[] { InteractionKind.ViewItem, InteractionKind.AddToCart, InteractionKind.Purchase }.Select((kind, i) => (kind, i)))
            {
                builder.Add(new SnapshotRow { VisitorKey = "v", ItemKey = "p", Kind = kind, Time = i * 90_000_000L, IsEvent = true });
            }
        });
        var span = (await app.Services.GetRequiredService<DataSpanQuery>().RunAsync(shop.Id, token)).ShouldNotBeNull();

        await app.Services.GetRequiredService<PageQuestions>().AskAsync(shop.Id, span, token);

        var (cache, address) = (app.Services.GetRequiredService<AnalyticsCache>(), new StudioAddress(new Uri("http://localhost/conversion/funnel" + query)));
        var period = Period.Read(address, span, new DateOnly(2030, 1, 1));
        using var snapshot = await app.Services.GetRequiredService<SnapshotStore>().OpenAsync(shop.Id, token);
        cache.Find<string, FunnelReport>(snapshot, JsonSerializer.Serialize(FunnelAddress.Read(address, shop.Id, period))).ShouldNotBeNull();
        cache.Find<ConversionRequest, ConversionReport>(snapshot, new ConversionRequest(shop.Id, query.Length == 0 ? null : period.Range, query.Length > 0)).ShouldNotBeNull();
    }
}
