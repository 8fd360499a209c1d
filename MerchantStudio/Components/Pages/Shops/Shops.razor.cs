using MerchantStudio.Access;
using MerchantStudio.Components.Shared.Forms;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;
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
    public required ShopStore Store { get; init; }

    [Inject]
    public required MembershipStore Memberships { get; init; }

    [Inject]
    public required AuditLog Audit { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Person { get; set; }

    protected override async Task<ShopsModel?> LoadAsync(CancellationToken cancellationToken) =>
        new(State.Seats, (await Person).User.OwnsInstallation());

    private async Task CreateAsync()
    {
        var person = (await Person).User;
        var problems = ShopForm.Check(_name, _currency, _zone).ToArray();
        _problems = [.. problems.Select(problem => A[problem].Value)];
        // Asked again here: the button that is not drawn is no guard.
        if (problems.Length > 0 || !person.OwnsInstallation() || person.UserId() is not { } userId)
        {
            return;
        }
        var settings = new ShopDetails { Name = _name, Currency = _currency, TimeZoneId = _zone };
        var shop = await Store.CreateAsync(settings, null, Lifetime);
        await Memberships.PutAsync(shop.Id, userId, ShopRole.Merchant, Lifetime);
        await Audit.WriteAsync(person.AsActor(shop.Id), "shop.created", $"shop/{shop.Slug}", null, Lifetime);
        Navigation.NavigateTo($"/?{StudioAddress.ShopKey}={shop.Slug}");
    }
}
