using MerchantStudio.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Account;

public sealed partial class Account
{
    private IReadOnlyList<string> _problems = [];
    private string? _done;

    [Inject]
    public required IStringLocalizer<Resources.Account> L { get; init; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "name")]
    public NameForm? Name { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    public PasswordForm? Secret { get; set; }

    [SupplyParameterFromForm(FormName = "delete")]
    public FarewellForm? Farewell { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    internal Accounts Accounts { get; init; } = null!;

    private NameForm SentName => Name ??= new NameForm();
    private PasswordForm SentSecret => Secret ??= new PasswordForm();

    protected override async Task OnInitializedAsync() => SentName.DisplayName ??= await Accounts.DisplayNameOfAsync(HttpContext.User);

    private async Task RenameAsync() => Show(await Accounts.RenameAsync(HttpContext.User, SentName.DisplayName), "NameSaved");

    private async Task ChangePasswordAsync() => Show(
        SentSecret.Next is { Length: > 0 } next && next == SentSecret.Repeated
            ? await Accounts.ChangePasswordAsync(HttpContext.User, SentSecret.Current ?? "", next, HttpContext.RequestAborted)
            : Attempt.Failed("PasswordsDiffer"),
        "PasswordChanged");

    private async Task DeleteAsync()
    {
        var attempt = Farewell is { IsSure: true } sent
            ? await Accounts.DeleteOwnAsync(HttpContext.User, sent.Password ?? "", HttpContext.RequestAborted)
            : Attempt.Failed("DeleteNotSure");
        if (attempt.Succeeded)
        {
            Navigation.NavigateTo(AccessRegistration.SignInPath);
            return;
        }
        Show(attempt, "NameSaved");
    }

    private void Show(Attempt attempt, string done)
    {
        _problems = [.. attempt.Problems.Select(problem => L[problem].Value)];
        _done = attempt.Succeeded ? done : null;
    }

    /// <summary>What the name form sends.</summary>
    public sealed class NameForm
    {
        public string? DisplayName { get; set; }
    }

    /// <summary>What the password form sends.</summary>
    public sealed class PasswordForm
    {
        public string? Current { get; set; }
        public string? Next { get; set; }
        public string? Repeated { get; set; }
    }

    /// <summary>What the form that deletes the account sends.</summary>
    public sealed class FarewellForm
    {
        public string? Password { get; set; }
        public bool IsSure { get; set; }
    }
}
