namespace MerchantStudio.Core.Domain;

/// <summary>Who did it, and in which shop.</summary>
/// <param name="UserId">Null for the program itself and for somebody who is not signed in.</param>
/// <param name="UserName">What the person signs in with.</param>
/// <param name="ShopId">Null for what concerns the installation or an account.</param>
public sealed record Actor(int? UserId, string? UserName, int? ShopId);
