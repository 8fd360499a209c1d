using MerchantStudio.Access;
using MerchantStudio.Components.Shared.Forms;
using MerchantStudio.Core.Domain;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Shops;

/// <summary>The shops that the reader belongs to.</summary>
public sealed record ShopsModel(IReadOnlyList<ShopSeat> Seats, bool MayCreate);

public sealed partial class Shops
{
    private IReadOnlyList<string> _problems = [];
    private string _name = "";
    private string _currency = "USD";
    private string _zone = TimeZones.Here;

    [Inject]
    public required IStringLocalizer<Resources.Settings> L { get; init; }

    [Inject]
    public required IStringLocalizer<Resources.Account> A { get; init; }

    [Inject]
    public required IStringLocalizer<Shell> S { get; init; }

    [Inject]
    public required ShopOffice Office { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Person { get; set; }

    protected override async Task<ShopsModel?> LoadAsync(CancellationToken cancellationToken) =>
        new(State.Seats, (await Person).User.OwnsInstallation());

    private async Task CreateAsync()
    {
        var person = (await Person).User;
        var problems = ShopForm.Check(_name, _currency, _zone).ToArray();
        _problems = [.. problems.Select(problem => A[problem].Value)];
        if (problems.Length > 0)
        {
            return;
        }
        var shop = await Office.OpenAsync(person, new ShopDetails { Name = _name, Currency = _currency, TimeZoneId = _zone }, Lifetime);
        Navigation.NavigateTo($"/?{StudioAddress.ShopKey}={shop.Slug}");
    }
}
