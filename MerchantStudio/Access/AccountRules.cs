using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace MerchantStudio.Access;

/// <summary>Rules for accounts, section <c>MerchantStudio:Accounts</c>.</summary>
public sealed class AccountOptions
{
    public const string Section = "MerchantStudio:Accounts";

    /// <summary>Shortest password that is taken, 8 to 128. Length is what counts; kinds of characters are not asked for.</summary>
    public int PasswordMinLength { get; set; } = 12;

    /// <summary>Wrong passwords in a row that lock an account, 3 to 100.</summary>
    public int LockoutAfter { get; set; } = 5;

    /// <summary>Minutes for which it stays locked, 1 to 1440.</summary>
    public int LockoutMinutes { get; set; } = 15;

    /// <summary>Days for which “stay signed in” lasts without a visit, 1 to 365.</summary>
    public int RememberDays { get; set; } = 14;
}

internal sealed class AccountOptionsValidator : IValidateOptions<AccountOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountOptions options)
    {
        List<string> problems = [];
        Check(nameof(options.PasswordMinLength), options.PasswordMinLength, 8, 128);
        Check(nameof(options.LockoutAfter), options.LockoutAfter, 3, 100);
        Check(nameof(options.LockoutMinutes), options.LockoutMinutes, 1, 1440);
        Check(nameof(options.RememberDays), options.RememberDays, 1, 365);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Check(string key, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                problems.Add($"{AccountOptions.Section}:{key} must be between {least} and {most} but is {value}.");
            }
        }
    }
}

/// <summary>Hands our settings on to ASP.NET Core Identity.</summary>
internal sealed class IdentityRules(IOptions<AccountOptions> accounts) : IConfigureOptions<IdentityOptions>
{
    public void Configure(IdentityOptions options)
    {
        var rules = accounts.Value;
        options.User.RequireUniqueEmail = true;
        options.Password.RequiredLength = rules.PasswordMinLength;
        options.Password.RequiredUniqueChars = 4;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = rules.LockoutAfter;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(rules.LockoutMinutes);
        options.Lockout.AllowedForNewUsers = true;
    }
}
