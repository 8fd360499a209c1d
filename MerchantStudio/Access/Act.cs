using System.Security.Claims;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Access;

/// <summary>Who acts, and in which shop. Made from the state of a page that a policy guards.</summary>
public sealed record Act(ClaimsPrincipal Person, Shop Shop);
