using MerchantStudio.Access;
using MerchantStudio.Components.Shared.Forms;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Pipeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.ShopSettings;

/// <summary>The shop as it is saved.</summary>
public sealed record ShopSettingsModel(Shop Shop);

public sealed partial class ShopSettings
{
    private const int LongestGapMinutes = 1440;

    private IReadOnlyList<string> _problems = [];
    private string _name = "";
    private string _currency = "";
    private string _zone = "";
    private int _gap;
    private bool _keepsPersonalData;
    private bool _saved;
    private bool _mayRemove;
    private bool _removing;
    private string _typed = "";

    [Inject]
    public required IStringLocalizer<Resources.Settings> L { get; init; }

    [Inject]
    public required IStringLocalizer<Resources.Account> A { get; init; }

    [Inject]
    public required ShopOffice Office { get; init; }

    [Inject]
    public required ShopRemoval Removal { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Person { get; set; }

    protected override async Task<ShopSettingsModel?> LoadAsync(CancellationToken cancellationToken)
    {
        _mayRemove = (await Person).User.OwnsInstallation();
        return new ShopSettingsModel(State.Shop);
    }

    protected override void OnLoaded(ShopSettingsModel model)
    {
        var shop = model.Shop;
        (_name, _currency, _zone) = (shop.Name, shop.Currency, shop.TimeZoneId);
        (_gap, _keepsPersonalData) = (shop.SessionGapMinutes, shop.KeepsPersonalData);
    }

    private async Task SaveAsync()
    {
        _saved = false;
        List<string> problems = [.. ShopForm.Check(_name, _currency, _zone)];
        if (_gap is < 1 or > LongestGapMinutes)
        {
            problems.Add("BadSessionGap");
        }
        _problems = [.. problems.Select(problem => A[problem].Value)];
        if (problems.Count > 0)
        {
            return;
        }
        await Office.ChangeAsync(new Act((await Person).User, State.Shop), ToDetails(), Lifetime);
        await ReloadAsync();
        _saved = true;
    }

    private async Task RemoveAsync()
    {
        // Asked here too: a button that is not drawn is no guard.
        var person = (await Person).User;
        if (_typed.Trim() != State.Shop.Slug || _removing || !person.OwnsInstallation())
        {
            return;
        }
        _removing = true;
        var shop = State.Shop;
        var left = await Removal.RemoveAsync(shop.Id, Lifetime);
        await Office.NoteAsync(
            new Act(person, shop), "shop.removed", $"shop/{shop.Slug}", left.Count == 0 ? null : $"left={string.Join(",", left)}", Lifetime);
        Navigation.NavigateTo("/", forceLoad: true);
    }

    private ShopDetails ToDetails() => new()
    {
        Name = _name,
        Currency = _currency,
        TimeZoneId = _zone,
        SessionGapMinutes = _gap,
        KeepsPersonalData = _keepsPersonalData,
    };
}
