using System.Security.Cryptography;
using System.Text.Json;
using Hub.CaseSystem.Addresses;
using Hub.CaseSystem.Settings;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Events;
using Hub.Core.Schemas;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;
using Hub.Functions.Trust;

namespace Hub.Functions.CaseSystem;

/// <summary>Where the case system wants its events pushed.</summary>
internal sealed class SubscriptionEndpoints(
    ISubscriptions subscriptions, SubscriptionAccess access, Ownership ownership, WebhookAddressGuard guard, SchemaCatalogue schemas, HubSettings settings, TimeProvider clock) : IEndpointGroup
{
    internal const string Tag = "subscriptions";
    internal static readonly Parameter Id = Doc.Path("id", "id của đăng ký / The subscription's id");

    public void Map(RouteTable routes)
    {
        var readers = Access.To(Role.CaseSystem, Role.Operator, Role.Auditor, Role.Admin);
        var writers = Access.To(Role.CaseSystem, Role.Admin);
        routes.Add(readers, new Operation("listSubscriptions", Tag, "Danh sách đăng ký / List the subscriptions")
        {
            Method = "GET",
            Path = "/subscriptions",
            Response = typeof(SubscriptionList),
        }, ListAsync);
        routes.Add(readers, new Operation("getSubscription", Tag, "Một đăng ký / One subscription")
        {
            Method = "GET",
            KnowsTag = true,
            Path = "/subscriptions/{id}",
            Parameters = [Id],
            Response = typeof(SubscriptionView),
            Problems = [ProblemKinds.NotFound],
        }, GetAsync);
        routes.Add(writers, new Operation("createSubscription", Tag, "Đăng ký nhận sự kiện; khóa ký chỉ hiện một lần / Subscribe; the signing secret is shown once")
        {
            Method = "POST",
            Path = "/subscriptions",
            Request = typeof(SubscriptionRequest),
            Response = typeof(SubscriptionSecret),
            Status = StatusCodes.Status201Created,
            Problems = Doc.BodyProblems,
        }, CreateAsync);
        routes.Add(writers, new Operation("changeSubscription", Tag, "Đổi địa chỉ, loại sự kiện hoặc tạm dừng / Change address, types or activity")
        {
            Method = "PUT",
            KnowsTag = true,
            Path = "/subscriptions/{id}",
            Parameters = [Id],
            Request = typeof(SubscriptionRequest),
            Response = typeof(SubscriptionView),
            Problems = [ProblemKinds.NotFound, .. Doc.BodyProblems],
        }, ChangeAsync);
        routes.Add(writers, new Operation("removeSubscription", Tag, "Bỏ đăng ký / Unsubscribe")
        {
            Method = "DELETE",
            KnowsTag = true,
            Path = "/subscriptions/{id}",
            Parameters = [Id],
            Status = StatusCodes.Status204NoContent,
            Problems = [ProblemKinds.NotFound],
        }, RemoveAsync);
        routes.Add(writers, new Operation("rotateSecret", Tag, "Thêm khóa ký mới; khóa cũ vẫn ký cho đến khi bỏ / Add a new secret; the old ones sign until dropped")
        {
            Method = "POST",
            KnowsTag = true,
            Path = "/subscriptions/{id}/rotate-secret",
            Parameters = [Id],
            Response = typeof(SubscriptionSecret),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState],
        }, RotateAsync);
        routes.Add(writers, new Operation("dropSecret", Tag, "Bỏ khóa ký cũ nhất / Drop the oldest secret")
        {
            Method = "POST",
            KnowsTag = true,
            Path = "/subscriptions/{id}/drop-secret",
            Parameters = [Id],
            Response = typeof(SubscriptionView),
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState],
        }, DropAsync);
        routes.Add(Access.To(Role.Admin), new Operation("ownSubscription", Tag, "Giao đăng ký cho khóa khác, hoặc cho trung tâm / Give it to another key, or to the centre")
        {
            Method = "POST",
            KnowsTag = true,
            Path = "/subscriptions/{id}/owner",
            Parameters = [Id],
            Request = typeof(SubscriptionOwner),
            Response = typeof(SubscriptionView),
            Problems = [ProblemKinds.NotFound, .. Doc.BodyProblems],
        }, OwnAsync);
    }

    private async Task ListAsync(HttpContext http) =>
        await http.JsonAsync(new SubscriptionList([.. (await access.ListAsync(http)).Select(SubscriptionAccess.View)]), CaseSystemJson.Wire.SubscriptionList);

    private async Task GetAsync(HttpContext http)
    {
        if (await access.FindAsync(http, toChange: false) is { } found)
        {
            await ShowAsync(http, found);
        }
    }

    private async Task CreateAsync(HttpContext http)
    {
        var (request, problem) = await ReadAsync(http);
        var chosen = request?.Secret is null ? null : WebhookSecret.Parse(request.Secret);
        problem ??= request!.Secret is not null && chosen is null
            ? Problem.Invalid("/secret", "format", ("secret có dạng whsec_ và Base64 của 24 đến 64 byte.", "secret is whsec_ and Base64 of 24 to 64 bytes."))
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        using var random = RandomNumberGenerator.Create();
        var secret = chosen ?? WebhookSecret.New(random);
        var visit = Visit.Of(http);
        var made = new Subscription(
            $"sub-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}", request!.Url!, request.Types!, [secret.Reveal()], request.Active, clock.GetUtcNow(),
            Ownership.OwnerOf(visit.Caller));
        await subscriptions.SaveAsync(made, visit.Commit(made.Id, "created"), http.RequestAborted);
        http.Response.Headers.Location = $"/subscriptions/{made.Id}";
        await ShowOnceAsync(http, new SubscriptionSecret(made.Id, secret.Reveal(), null), StatusCodes.Status201Created);
    }

    private async Task ChangeAsync(HttpContext http)
    {
        var (request, problem) = await ReadAsync(http);
        problem ??= request!.Secret is not null
            ? Problem.Invalid("/secret", "forbidden", ("Đổi khóa ký bằng rotate-secret.", "Secrets are changed by rotate-secret."))
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        Subscription Changed(Subscription found) => found with { Url = request!.Url!, Types = request.Types!, IsActive = request.Active };
        if (await access.ChangeAsync(http, async found => await subscriptions.ReplaceAsync(found, Changed(found), Visit.Of(http).Commit(found.Id, "changed"), http.RequestAborted)) is { } was)
        {
            await ShowAsync(http, Changed(was));
        }
    }

    private async Task OwnAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, CaseSystemJson.Wire.SubscriptionOwner);
        if (problem is null && request!.Owner is { } named && !await ownership.CanOwnAsync(named, Role.CaseSystem, http.RequestAborted))
        {
            problem = Problem.Invalid("/owner", "format", (
                "owner là id của một khóa case-system còn hiệu lực, hoặc token:CHỦ THỂ, oidc:CHỦ THỂ; bỏ trống: của trung tâm.",
                "owner is the id of a live case-system key, or token:SUBJECT, oidc:SUBJECT; left out: the centre's own."));
        }

        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        Subscription Changed(Subscription found) => found with { Owner = request!.Owner };
        if (await access.ChangeAsync(http, async found => await
            subscriptions.ReplaceAsync(found, Changed(found), Visit.Of(http).Commit(found.Id, $"owner {found.Owner ?? "centre"} to {request!.Owner ?? "centre"}"), http.RequestAborted)) is { } was)
        {
            await ShowAsync(http, Changed(was));
        }
    }

    private async Task RemoveAsync(HttpContext http)
    {
        if (await access.ChangeAsync(http, async found => await subscriptions.RemoveAsync(found, Visit.Of(http).Commit(found.Id, "removed"), http.RequestAborted)) is not null)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task RotateAsync(HttpContext http)
    {
        SecretRotation? rotation = null;
        using var random = RandomNumberGenerator.Create();
        var done = await access.ChangeAsync(http, async found =>
        {
            rotation = SecretRotations.Rotate(found, random, clock.GetUtcNow(), settings.Of<CaseSystemOptions>().RotationOverlap);
            if (rotation is not null)
            {
                return await subscriptions.ReplaceAsync(found, rotation.Subscription, Visit.Of(http).Commit(found.Id, "secret rotated"), http.RequestAborted);
            }

            await http.ProblemAsync(new Problem(ProblemKinds.WrongState)
            {
                Text = (
                    "Đã có ba khóa ký; hãy bỏ khóa cũ trước (drop-secret).",
                    "Three secrets sign already; drop an old one first (drop-secret)."),
            });
            return null;
        });
        if (done is not null)
        {
            await ShowOnceAsync(http, new SubscriptionSecret(done.Id, rotation!.Secret.Reveal(), rotation.DropOldAfter), StatusCodes.Status200OK);
        }
    }

    private async Task DropAsync(HttpContext http)
    {
        Subscription? left = null;
        var done = await access.ChangeAsync(http, async found =>
        {
            left = SecretRotations.DropOldest(found);
            if (left is not null)
            {
                return await subscriptions.ReplaceAsync(found, left, Visit.Of(http).Commit(found.Id, "secret dropped"), http.RequestAborted);
            }

            await http.ProblemAsync(ProblemKinds.WrongState);
            return null;
        });
        if (done is not null)
        {
            await ShowAsync(http, left!);
        }
    }

    private async Task<(SubscriptionRequest? Request, Problem? Problem)> ReadAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, CaseSystemJson.Wire.SubscriptionRequest);
        if (problem is not null)
        {
            return (null, problem);
        }

        if (request!.Url is null || await guard.CheckAsync(request.Url, http.RequestAborted) is { } refused && Refused(refused, out problem))
        {
            return (null, problem ?? Problem.Invalid("/url", "required", ("Cần url.", "A url is needed.")));
        }

        return AreTypes(request.Types) ? (request, null) : (null, Problem.Invalid(
            "/types", "enum",
            ("types là danh sách loại sự kiện do trục phát ra (xem /schemas), hoặc chỉ “*”.",
            "types lists event types the hub sends (see /schemas), or “*” alone.")));
    }

    private static bool Refused(WebhookAddressProblem refused, out Problem problem)
    {
        problem = Problem.Invalid("/url", refused.Code, refused.Text);
        return true;
    }

    private bool AreTypes(IReadOnlyList<string>? types) => types is { Count: > 0 } && (types is ["*"]
        || (types.All(t => schemas.TryGet(t, out var schema) && schema.Direction is Core.Events.EventDirection.Out) && types.Distinct(StringComparer.Ordinal).Count() == types.Count));

    private static Task ShowAsync(HttpContext http, Subscription subscription)
    {
        http.Response.Headers.ETag = SubscriptionAccess.Tag(subscription);
        return http.JsonAsync(SubscriptionAccess.View(subscription), CaseSystemJson.Wire.SubscriptionView);
    }

    private static Task ShowOnceAsync(HttpContext http, SubscriptionSecret answer, int status)
    {
        Visit.Of(http).ReplayBody = JsonSerializer.SerializeToUtf8Bytes(answer with { Secret = null }, CaseSystemJson.Wire.SubscriptionSecret);
        http.Response.Headers.CacheControl = "no-store";
        return http.JsonAsync(answer, CaseSystemJson.Wire.SubscriptionSecret, status);
    }
}
