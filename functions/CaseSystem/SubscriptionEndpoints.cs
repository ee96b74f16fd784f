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
    ISubscriptions subscriptions, WebhookAddressGuard guard, SchemaCatalogue schemas, HubSettings settings, TimeProvider clock) : IEndpointGroup
{
    private const string Tag = "subscriptions";
    private static readonly Parameter Id = Doc.Path("id", "id của đăng ký / The subscription's id");

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
    }

    private async Task ListAsync(HttpContext http)
    {
        var all = await subscriptions.ListAsync(http.RequestAborted);
        await http.JsonAsync(new SubscriptionList([.. all.Select(View)]), CaseSystemJson.Wire.SubscriptionList);
    }

    private async Task GetAsync(HttpContext http)
    {
        if (await FindAsync(http) is { } found)
        {
            await ShowAsync(http, View(found));
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
        var made = new Subscription(
            $"sub-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}", request!.Url!, request.Types!, [secret.Reveal()], request.Active, clock.GetUtcNow());
        await subscriptions.SaveAsync(made, Visit.Of(http).Commit(made.Id, "created"), http.RequestAborted);
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

        if (await FindAsync(http) is { } found)
        {
            var changed = found with { Url = request!.Url!, Types = request.Types!, IsActive = request.Active };
            await subscriptions.SaveAsync(changed, Visit.Of(http).Commit(found.Id, "changed"), http.RequestAborted);
            await ShowAsync(http, View(changed));
        }
    }

    private async Task RemoveAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        if (EntityTags.IsAsked(http.Request) && await FindAsync(http) is null)
        {
            return;
        }

        var visit = Visit.Of(http);
        if (await subscriptions.RemoveAsync(id, visit.Commit(id, "removed"), http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        visit.Undo();
        await http.ProblemAsync(ProblemKinds.NotFound);
    }

    private async Task RotateAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } found)
        {
            return;
        }

        using var random = RandomNumberGenerator.Create();
        if (SecretRotations.Rotate(found, random, clock.GetUtcNow(), settings.Of<CaseSystemOptions>().RotationOverlap) is not { } rotation)
        {
            await http.ProblemAsync(new Problem(ProblemKinds.WrongState)
            {
                Text = (
                    "Đã có ba khóa ký; hãy bỏ khóa cũ trước (drop-secret).",
                    "Three secrets sign already; drop an old one first (drop-secret)."),
            });
            return;
        }

        await subscriptions.SaveAsync(rotation.Subscription, Visit.Of(http).Commit(found.Id, "secret rotated"), http.RequestAborted);
        await ShowOnceAsync(http, new SubscriptionSecret(found.Id, rotation.Secret.Reveal(), rotation.DropOldAfter), StatusCodes.Status200OK);
    }

    private async Task DropAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } found)
        {
            return;
        }

        if (SecretRotations.DropOldest(found) is not { } left)
        {
            await http.ProblemAsync(ProblemKinds.WrongState);
            return;
        }

        await subscriptions.SaveAsync(left, Visit.Of(http).Commit(found.Id, "secret dropped"), http.RequestAborted);
        await ShowAsync(http, View(left));
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

    private async Task<Subscription?> FindAsync(HttpContext http)
    {
        var found = await subscriptions.FindAsync((string)http.Request.RouteValues["id"]!, http.RequestAborted);
        if (found is null)
        {
            await http.ProblemAsync(ProblemKinds.NotFound);
        }
        else if (!EntityTags.IsMet(http.Request, Tagged(View(found))))
        {
            await http.ProblemAsync(ProblemKinds.PreconditionFailed);
            return null;
        }

        return found;
    }

    private static string Tagged(SubscriptionView view) => EntityTags.Of(JsonSerializer.SerializeToUtf8Bytes(view, CaseSystemJson.Wire.SubscriptionView));

    private static Task ShowAsync(HttpContext http, SubscriptionView view)
    {
        http.Response.Headers.ETag = Tagged(view);
        return http.JsonAsync(view, CaseSystemJson.Wire.SubscriptionView);
    }

    private static Task ShowOnceAsync(HttpContext http, SubscriptionSecret answer, int status)
    {
        Visit.Of(http).ReplayBody = JsonSerializer.SerializeToUtf8Bytes(answer with { Secret = null }, CaseSystemJson.Wire.SubscriptionSecret);
        http.Response.Headers.CacheControl = "no-store";
        return http.JsonAsync(answer, CaseSystemJson.Wire.SubscriptionSecret, status);
    }

    private static SubscriptionView View(Subscription s) => new(s.Id, s.Url, s.Types, s.IsActive, s.Secrets.Count, s.CreatedAt);
}
