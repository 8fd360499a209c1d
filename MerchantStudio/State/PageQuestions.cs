using MerchantStudio.Components.Pages.ConversionDashboard;
using MerchantStudio.Components.Pages.Funnel;
using MerchantStudio.Components.Pages.Paths;
using MerchantStudio.Components.Pages.Retention;
using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Core.Analytics.Paths;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.State;

/// <summary>What pages ask when nothing was chosen yet, and for each period of the menu.</summary>
internal sealed class PageQuestions(
    OverviewQuery overview, ConversionQuery conversion, FunnelQuery funnel, EventVocabularyQuery vocabulary, RetentionQuery retention, PathQuery paths, GoalQuery goals, CustomerListQuery customers)
{
    /// <param name="shopId">A shop with data.</param>
    /// <param name="span">First and last day with data.</param>
    /// <param name="cancellationToken">Cancels between questions.</param>
    public async Task AskAsync(int shopId, DayRange span, CancellationToken cancellationToken)
    {
        var address = new StudioAddress(new Uri("http://localhost/"));
        var all = Period.Read(address, span, span.To);
        _ = await vocabulary.RunAsync(shopId, cancellationToken);
        await AskAsync(shopId, address, all, cancellationToken);
        _ = await retention.RunAsync(RetentionAddress.Read(address, shopId, all), cancellationToken);
        _ = await paths.RunAsync(PathsAddress.Read(address, shopId, all), cancellationToken);
        _ = await goals.RunAsync(shopId, cancellationToken);
        _ = await customers.RunAsync(new CustomerListRequest(shopId) { Take = 1 }, cancellationToken);
        _ = await customers.RunAsync(new CustomerListRequest(shopId) { Rule = SegmentFields.Every, Take = 1 }, cancellationToken);
        foreach (var (name, _) in Period.Presets.Where(preset => preset.Days is not null))
        {
            await AskAsync(shopId, address, Period.Read(new StudioAddress(new Uri($"http://localhost/?{StudioAddress.PeriodKey}={name}")), span, span.To), cancellationToken);
        }
    }

    private async Task AskAsync(int shopId, StudioAddress address, Period period, CancellationToken cancellationToken)
    {
        _ = await overview.RunAsync(new OverviewRequest(shopId, period.Range, Compare: period.Previous is not null), cancellationToken);
        _ = await conversion.RunAsync(ConversionAddress.Read(address, shopId, period), cancellationToken);
        var request = FunnelAddress.Read(address, shopId, period);
        _ = await funnel.RunAsync(request, cancellationToken);
        if (period.Previous is { } previous)
        {
            _ = await funnel.RunAsync(request with { Range = previous }, cancellationToken);
        }
    }
}
