using MerchantStudio.Access;

namespace MerchantStudio.Components.Layout;

/// <summary>A page that the menu and the search box offer.</summary>
/// <param name="Page">The component; its <c>@page</c> route is <paramref name="Route"/>.</param>
/// <param name="Route">Address without shop and period.</param>
/// <param name="TitleKey">Key in the <c>Menu</c> resources.</param>
/// <param name="Icon">Name of a Material symbol.</param>
/// <param name="Group">Where in the menu.</param>
/// <param name="Policy">Who may open it; the page's own <c>[Authorize]</c> names the same.</param>
public sealed record PageEntry(Type Page, string Route, string TitleKey, string Icon, MenuGroup Group, string Policy);

/// <summary>Every page of the menu, in menu order. Adding a page is its folder and one line here.</summary>
public static class PageCatalog
{
    public static IReadOnlyList<PageEntry> All { get; } =
    [
        new(typeof(Pages.Overview.Overview), "/overview", "ShopOverview", "dashboard", MenuGroup.Overview, Policies.ViewOverview),
        new(typeof(Pages.Import.ImportPage), "/import", "Import", "upload_file", MenuGroup.Data, Policies.ManageData),
        new(typeof(Pages.ImportHistory.HistoryPage), "/import/history", "ImportHistory", "history", MenuGroup.Data, Policies.ManageData),
        new(typeof(Pages.DataQuality.DataQualityPage), "/import/quality", "DataQuality", "fact_check", MenuGroup.Data, Policies.ManageData),
        new(typeof(Pages.Customers.Customers), "/customers", "CustomerList", "group", MenuGroup.Customers, Policies.ViewCustomers),
        new(typeof(Pages.AtRisk.AtRiskPage), "/customers/at-risk", "AtRisk", "person_alert", MenuGroup.Customers, Policies.ViewCustomers),
        new(typeof(Pages.Segments.SegmentsPage), "/customers/segments", "Segments", "category", MenuGroup.Customers, Policies.ViewCustomers),
        new(typeof(Pages.OwnSegments.OwnSegmentsPage), "/customers/own-segments", "OwnSegments", "filter_list", MenuGroup.Customers, Policies.ViewCustomers),
        new(typeof(Pages.LifetimeValue.LifetimeValuePage), "/customers/lifetime-value", "LifetimeValue", "savings", MenuGroup.Customers, Policies.ViewCustomers),
        new(typeof(Pages.ChurnModel.ChurnModelPage), "/customers/model", "ChurnModel", "insights", MenuGroup.Customers, Policies.ViewCustomers),
        new(typeof(Pages.Actions.ActionsPage), "/actions", "Actions", "campaign", MenuGroup.Customers, Policies.ViewActions),
        new(typeof(Pages.Recommendations.PreviewPage), "/recommendations/preview", "RecommendationPreview", "recommend", MenuGroup.Recommendations, Policies.ViewRecommendations),
        new(typeof(Pages.Recommendations.QualityPage), "/recommendations/quality", "RecommendationQuality", "leaderboard", MenuGroup.Recommendations, Policies.ViewRecommendations),
        new(typeof(Pages.ConversionDashboard.ConversionPage), "/conversion", "ConversionDashboard", "conversion_path", MenuGroup.Conversion, Policies.ViewConversion),
        new(typeof(Pages.Funnel.FunnelPage), "/conversion/funnel", "Funnel", "filter_alt", MenuGroup.Conversion, Policies.ViewConversion),
        new(typeof(Pages.Paths.PathsPage), "/conversion/paths", "Paths", "route", MenuGroup.Conversion, Policies.ViewConversion),
        new(typeof(Pages.Retention.RetentionPage), "/conversion/retention", "Retention", "event_repeat", MenuGroup.Conversion, Policies.ViewConversion),
        new(typeof(Pages.Intent.IntentPage), "/conversion/intent", "PurchaseIntent", "shopping_cart_checkout", MenuGroup.Conversion, Policies.ViewConversion),
        new(typeof(Pages.Goals.GoalsPage), "/conversion/goals", "Goals", "flag", MenuGroup.Conversion, Policies.ViewConversion),
        new(typeof(Pages.PrintedReport.ReportPage), "/conversion/report", "ConversionReport", "print", MenuGroup.Conversion, Policies.ViewConversion),
        new(typeof(Pages.Training.RunsPage), "/training/runs", "TrainingRuns", "model_training", MenuGroup.Training, Policies.ManageTraining),
        new(typeof(Pages.Training.ModelsPage), "/training/models", "Models", "deployed_code", MenuGroup.Training, Policies.ManageTraining),
        new(typeof(Pages.Training.SchedulesPage), "/training/schedules", "Schedules", "event_repeat", MenuGroup.Training, Policies.ManageTraining),
        new(typeof(Pages.ShopSettings.ShopSettings), "/settings/shop", "ShopSettings", "storefront", MenuGroup.Settings, Policies.ManageShop),
        new(typeof(Pages.People.People), "/settings/people", "People", "group", MenuGroup.Settings, Policies.ManageShop),
        new(typeof(Pages.Audit.Audit), "/settings/audit", "Audit", "history", MenuGroup.Settings, Policies.ManageShop),
        new(typeof(Pages.Shops.Shops), "/settings/shops", "Shops", "domain", MenuGroup.Settings, Policies.ManageShop),
    ];

    /// <summary>The page of an address, or the one that it lies below: the longest route that fits; null when none does.</summary>
    public static PageEntry? Of(string path) => All
        .Where(page => path == page.Route || path.StartsWith(page.Route + "/", StringComparison.Ordinal))
        .MaxBy(page => page.Route.Length);
}
