using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;

namespace MerchantStudio.State;

/// <summary>
/// The circuit's selected shop and period. The address bar is the only store of the choice: this reads it, and pages
/// change it by going to another address.
/// </summary>
public sealed class StudioState : IDisposable
{
    private readonly NavigationManager _navigation;
    private readonly AuthenticationStateProvider _people;
    private readonly IShopAccess _access;
    private readonly IShopCalendar _calendar;
    private readonly TimeProvider _time;
    private StudioAddress? _address;
    private string? _addressUri;

    public StudioState(
        NavigationManager navigation, AuthenticationStateProvider people, IShopAccess access, IShopCalendar calendar, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        (_navigation, _people, _access, _calendar, _time) = (navigation, people, access, calendar, time);
        _navigation.LocationChanged += OnLocationChanged;
    }

    /// <summary>Raised after the address has changed.</summary>
    public event Action? Changed;

    /// <summary>What the address bar says now: also while the router, which may hear of a change first, is already opening the next page.</summary>
    public StudioAddress Address
    {
        get
        {
            if (_address is null || _addressUri != _navigation.Uri)
            {
                _addressUri = _navigation.Uri;
                _address = new StudioAddress(_navigation.ToAbsoluteUri(_addressUri));
            }
            return _address;
        }
    }

    public IReadOnlyList<ShopSeat> Seats { get; private set; } = [];

    /// <summary>The selected shop; null for somebody who has none, or who asked for one that is not theirs.</summary>
    public ShopSeat? Seat { get; private set; }

    public Period Period { get; private set; } = new(Period.AllTime, default, Compare: false);

    /// <summary>The shop that the page is about; only to be asked for by pages behind a policy.</summary>
    public Shop Shop => Seat?.Shop ?? throw new InvalidOperationException($"No shop is selected at {Address.Path}.");

    /// <summary>Brings shop and period in line with the address. Asks the store each time: a role can be taken away.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var person = (await _people.GetAuthenticationStateAsync()).User;
        Seats = person.Identity?.IsAuthenticated == true ? await _access.SeatsOfAsync(person, cancellationToken) : [];
        Seat = Seats.Choose(Address.Shop);
        if (Seat is { Shop: var shop })
        {
            Period = Period.Read(Address, await _calendar.DataSpanAsync(shop, cancellationToken), Today(shop));
        }
    }

    /// <summary>Address of another page for the same shop and period.</summary>
    public string Link(string path, params ReadOnlySpan<(string Key, string? Value)> more) => Address.Link(path, more);

    /// <summary>Goes to this page's address with some keys changed.</summary>
    public void Change(params ReadOnlySpan<(string Key, string? Value)> changes) => _navigation.NavigateTo(Address.With(changes));

    public void Dispose() => _navigation.LocationChanged -= OnLocationChanged;

    private DateOnly Today(Shop shop) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(_time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZoneId)).DateTime);

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => Changed?.Invoke();
}
