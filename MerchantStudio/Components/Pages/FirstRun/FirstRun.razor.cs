using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using MerchantStudio.Components.Shared.Forms;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.FirstRun;

public sealed partial class FirstRun
{
    private IReadOnlyList<string> _problems = [];
    private bool _isOpen = true;

    [Inject]
    public required IStringLocalizer<Resources.Account> L { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    /// <summary>The console's link carries the token, so that nobody has to type it.</summary>
    [SupplyParameterFromQuery(Name = "token")]
    public string? Token { get; set; }

    [SupplyParameterFromForm]
    public FirstRunForm? Form { get; set; }

    [Inject]
    internal Accounts Accounts { get; init; } = null!;

    [Inject]
    internal FirstRunGuard Guard { get; init; } = null!;

    private FirstRunForm Sent => Form ??= new FirstRunForm();

    protected override async Task OnInitializedAsync() => _isOpen = await Guard.IsOpenAsync(HttpContext.RequestAborted);

    private async Task SubmitAsync()
    {
        List<string> missing = [.. Sent.Check(), .. ShopForm.Check(Sent.ShopName, Sent.Currency, Sent.TimeZoneId)];
        var attempt = missing.Count > 0
            ? new Attempt(missing)
            : await Accounts.CreateOwnerAsync(Sent.Token ?? "", Sent.ToAccount(), Sent.ToShop(), HttpContext.RequestAborted);
        if (attempt.Succeeded)
        {
            Navigation.NavigateTo("/welcome");
            return;
        }
        _problems = [.. attempt.Problems.Select(problem => L[problem].Value)];
    }

    /// <summary>What the form sends.</summary>
    public sealed class FirstRunForm : AccountForm, IShopForm
    {
        public string? Token { get; set; }
        public string? ShopName { get; set; }
        public string? Currency { get; set; }
        public string? TimeZoneId { get; set; }

        public ShopDetails ToShop() => new() { Name = ShopName!, Currency = Currency!, TimeZoneId = TimeZoneId! };
    }
}
