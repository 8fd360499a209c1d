using System.Globalization;
using MerchantStudio.Components.Charts;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Analytics.Retention;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Retention;

/// <param name="Groups">Null when nothing is compared.</param>
/// <param name="Note">What differs from what was asked for; null when nothing does.</param>
public sealed record RetentionModel(HeatMapChart Grid, LineChart Curve, LineChart? Groups, string? Note)
{
    /// <summary>First days of the cohorts, the oldest first.</summary>
    public IReadOnlyList<DateOnly> Cohorts { get; init; } = [];

    /// <summary>The cohort whose people are listed; null while none is chosen.</summary>
    public ChosenCohort? Chosen { get; init; }
}

public sealed record ChosenCohort(DateOnly Start, CohortPart Part, IReadOnlyList<string> Keys);

/// <summary>Who comes back, cohort by cohort.</summary>
public sealed partial class RetentionPage
{
    [Inject]
    public required IStringLocalizer<Conversion> L { get; init; }

    [Inject]
    public required RetentionQuery Query { get; init; }

    [Inject]
    public required EventVocabularyQuery Vocabulary { get; init; }

    [Inject]
    public required CohortPeopleQuery People { get; init; }

    private IReadOnlyList<string> _own = [];

    protected override async Task<RetentionModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var request = RetentionAddress.Read(State.Address, State.Shop.Id, State.Period);
        _own = (await Vocabulary.RunAsync(State.Shop.Id, cancellationToken)).Own;
        // A link from another shop may name an attribute that this one has not.
        request = request.By is { IsOwn: true } by && !_own.Contains(by.Name, StringComparer.OrdinalIgnoreCase) ? request with { By = null } : request;
        var report = await Query.RunAsync(request, cancellationToken);
        return report is null ? null : new RetentionCharts(request, report, RetentionAddress.Measure(State.Address), L, Format).Build() with
        {
            Cohorts = [.. report.Cohorts.Select(cohort => cohort.Start)],
            Chosen = await ChosenAsync(request with { Unit = report.Unit }, cancellationToken),
        };
    }

    private async Task<ChosenCohort?> ChosenAsync(RetentionRequest request, CancellationToken cancellationToken)
    {
        var part = RetentionAddress.Part(State.Address);
        return RetentionAddress.Cohort(State.Address) is { } start ? new ChosenCohort(start, part, await People.RunAsync(request, start, part, cancellationToken)) : null;
    }
}

/// <summary>A retention question as the address bar holds it.</summary>
internal static class RetentionAddress
{
    public static RetentionRequest Read(StudioAddress address, int shopId, Period period) => new(shopId)
    {
        Unit = Choice(address["unit"], CalendarUnit.Month),
        Start = Choice(address["start"], CohortStart.FirstVisit),
        Return = Choice(address["return"], RetentionReturn.Anything),
        Counting = Choice(address["counting"], RetentionCounting.On),
        Range = period.Preset == Period.AllTime ? null : period.Range,
        By = FunnelAttribute.Parse(address["by"]),
    };

    public const string CohortKey = "cohort";
    public const string PartKey = "who";
    private const string DayPattern = "yyyy-MM-dd";

    public static string Write(DateOnly start) => start.ToString(DayPattern, CultureInfo.InvariantCulture);

    /// <summary>First day of the cohort whose people are listed; null for none.</summary>
    public static DateOnly? Cohort(StudioAddress address) =>
        DateOnly.TryParseExact(address[CohortKey], DayPattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) ? start : null;

    public static CohortPart Part(StudioAddress address) => Choice(address[PartKey], CohortPart.All);

    /// <summary>What the cells of the grid say.</summary>
    public static string Measure(StudioAddress address) => RetentionCharts.Measures.FirstOrDefault(measure => measure == address["show"]) ?? RetentionCharts.Measures[0];

    private static T Choice<T>(string? text, T otherwise)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : otherwise;
}
