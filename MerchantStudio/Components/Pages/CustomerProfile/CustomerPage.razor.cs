using System.Globalization;
using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Core.Serving.Outlook;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.CustomerProfile;

/// <summary>One customer: what they bought, when, what they like and what happened.</summary>
public sealed partial class CustomerPage
{
    private const int FirstEntries = 50;
    private const int MostEntries = 12_800;

    [Inject]
    public required IStringLocalizer<Insight> L { get; init; }

    [Inject]
    public required CustomerProfileQuery Query { get; init; }

    [Inject]
    public required CustomerOutlookQuery Outlooks { get; init; }

    private int Entries => Math.Clamp(State.Address.Whole("entries", FirstEntries), FirstEntries, MostEntries);

    private string? MoreHref => Entries < MostEntries ? State.Address.With(("entries", (Entries * 4).ToString(CultureInfo.InvariantCulture))) : null;

    private string Key => State.Address["id"] ?? "";

    private string? Subtitle => Model is { Profile: var profile }
        ? string.Join(" · ", new[] { profile.Summary.Country, profile.City, profile.Tags, Marketing(profile) }.Where(part => !string.IsNullOrEmpty(part)))
        : null;

    protected override async Task<CustomerModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var profile = await Query.RunAsync(new CustomerProfileRequest(State.Shop.Id, Key) { TimelineEntries = Entries }, cancellationToken);
        return profile is null
            ? null
            : new CustomerCharts(profile, State.Shop, L, Format).Build() with { Outlook = await Outlooks.RunAsync(State.Shop.Id, Key, cancellationToken) };
    }

    private string? Marketing(Core.Analytics.Customers.CustomerProfile profile) => profile.AcceptsMarketing switch
    {
        true => L["AcceptsMarketing"].Value,
        false => L["RefusesMarketing"].Value,
        null => null,
    };
}
