using MerchantStudio.Core.Analytics.Customers;
using MerchantStudio.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.CustomerProfile;

/// <summary>One customer: what they bought, when, what they like and what happened.</summary>
public sealed partial class CustomerPage
{
    [Inject]
    public required IStringLocalizer<Insight> L { get; init; }

    [Inject]
    public required CustomerProfileQuery Query { get; init; }

    private string Key => State.Address["id"] ?? "";

    private string? Subtitle => Model is { Profile: var profile }
        ? string.Join(" · ", new[] { profile.Summary.Country, profile.City, profile.Tags, Marketing(profile) }.Where(part => !string.IsNullOrEmpty(part)))
        : null;

    protected override async Task<CustomerModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var profile = await Query.RunAsync(new CustomerProfileRequest(State.Shop.Id, Key), cancellationToken);
        return profile is null ? null : new CustomerCharts(profile, State.Shop, L, Format).Build();
    }

    private string? Marketing(Core.Analytics.Customers.CustomerProfile profile) => profile.AcceptsMarketing switch
    {
        true => L["AcceptsMarketing"].Value,
        false => L["RefusesMarketing"].Value,
        null => null,
    };
}
