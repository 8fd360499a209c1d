using MerchantStudio.Core.Analytics.Conversion;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Goals;
using MerchantStudio.Core.Analytics.Kpis;
using MerchantStudio.Core.Analytics.Overview;
using MerchantStudio.Core.Analytics.Paths;
using MerchantStudio.Core.Analytics.Predictions;
using MerchantStudio.Core.Analytics.Products;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Core.Analytics.Segments;
using MerchantStudio.Core.Storage.CustomerWork;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Core.Analytics;

public static class AnalyticsServices
{
    /// <summary>Registers the read models that pages and commands show.</summary>
    public static IServiceCollection AddAnalytics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AnalyticsOptions>().Bind(configuration.GetSection(AnalyticsOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AnalyticsOptions>, AnalyticsOptionsValidator>());
        services.TryAddSingleton<AnalyticsCache>();
        services.TryAddSingleton<DataSpanQuery>();
        services.TryAddSingleton<KnownHistoryQuery>();
        services.TryAddSingleton<OverviewQuery>();
        services.TryAddSingleton<ScoreColumnsReader>();
        services.TryAddSingleton<CustomerFactsReader>();
        services.TryAddSingleton<CustomerListQuery>();
        services.TryAddSingleton<CustomerProfileQuery>();
        services.TryAddSingleton<FunnelEntryTables>();
        services.TryAddSingleton<FunnelQuery>();
        services.TryAddSingleton<SavedFunnels>();
        services.TryAddSingleton<EventVocabularyQuery>();
        services.TryAddSingleton<VisitTables>();
        services.TryAddSingleton<ConversionQuery>();
        services.TryAddSingleton<PathQuery>();
        services.TryAddSingleton<GoalStore>();
        services.TryAddSingleton<GoalQuery>();
        services.TryAddSingleton<GoalWatch>();
        services.TryAddSingleton<RetentionQuery>();
        services.TryAddSingleton<CohortPeopleQuery>();
        services.TryAddSingleton<KpiQuery>();
        services.TryAddSingleton<SegmentQuery>();
        services.TryAddSingleton<SegmentHistoryQuery>();
        services.TryAddSingleton<ProductSearchQuery>();
        services.TryAddSingleton<ScoreStore>();
        services.TryAddSingleton<ScoringFailureStore>();
        services.TryAddSingleton<AtRiskQuery>();
        services.TryAddSingleton<ChurnModelQuery>();
        services.TryAddSingleton<LifetimeValueQuery>();
        services.TryAddSingleton<ScoringTroubleQuery>();
        services.TryAddSingleton<IntentQuery>();
        return services;
    }
}
