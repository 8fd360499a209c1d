using MerchantStudio.Access;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.SignIn;

public sealed partial class SignIn
{
    private IReadOnlyList<string> _problems = [];

    [Inject]
    public required IStringLocalizer<Resources.Account> L { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromQuery(Name = "back")]
    public string? Back { get; set; }

    [SupplyParameterFromForm]
    public SignInForm? Form { get; set; }

    [Inject]
    internal Accounts Accounts { get; init; } = null!;

    [Inject]
    internal FirstRunGuard FirstRun { get; init; } = null!;

    private SignInForm Sent => Form ??= new SignInForm();

    protected override async Task OnInitializedAsync()
    {
        if (HttpMethods.IsGet(HttpContext.Request.Method) && await FirstRun.IsOpenAsync(HttpContext.RequestAborted))
        {
            Navigation.NavigateTo("/first-run");
        }
    }

    private async Task SubmitAsync()
    {
        var attempt = await Accounts.SignInAsync(Sent.Email ?? "", Sent.Password ?? "", Sent.Remember, HttpContext.RequestAborted);
        if (attempt.Succeeded)
        {
            Navigation.NavigateTo(LocalAddress.OrHome(Back));
            return;
        }
        _problems = [.. attempt.Problems.Select(problem => L[problem].Value)];
    }

    /// <summary>What the form sends.</summary>
    public sealed class SignInForm
    {
        public string? Email { get; set; }
        public string? Password { get; set; }
        public bool Remember { get; set; }
    }
}
