using System.Text.Json;
using Hub.Core.Trust;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Settings;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>API keys.</summary>
internal sealed class KeyEndpoints(IKeys keys, KeyFactory factory, KeyRing ring, HubSettings settings, TimeProvider clock) : IEndpointGroup
{
    private const string Tag = "keys";
    private const int MaxName = 100;
    private const double MaxOverlapHours = 24 * 90;

    public void Map(RouteTable routes)
    {
        var admins = Access.To(Role.Admin);
        routes.Add(Access.To(Role.Admin, Role.Auditor), new Operation("listKeys", Tag, "Danh sách khóa / List the keys")
        {
            Method = "GET",
            Path = "/keys",
            Response = typeof(KeyList),
        }, ListAsync);
        routes.Add(admins, new Operation("createKey", Tag, "Tạo khóa; nội dung khóa chỉ hiện một lần / Make a key; its text is shown once")
        {
            Method = "POST",
            Path = "/keys",
            Request = typeof(KeyRequest),
            Response = typeof(KeyCreated),
            Status = StatusCodes.Status201Created,
            Problems = Doc.BodyProblems,
        }, CreateAsync);
        routes.Add(admins, new Operation("rotateKey", Tag, "Thay khóa; khóa cũ còn dùng được một thời gian / Replace a key; the old one goes on for a while")
        {
            Method = "POST",
            Path = "/keys/{id}/rotate",
            Parameters = [Id],
            Request = typeof(KeyRotation),
            TakesNoBody = true,
            Response = typeof(KeyCreated),
            Status = StatusCodes.Status201Created,
            Problems = [ProblemKinds.NotFound, ProblemKinds.WrongState, .. Doc.BodyProblems],
        }, RotateAsync);
        routes.Add(admins, new Operation("revokeKey", Tag, "Thu hồi khóa ngay / Revoke a key at once")
        {
            Method = "DELETE",
            Path = "/keys/{id}",
            Parameters = [Id],
            Status = StatusCodes.Status204NoContent,
            Problems = [ProblemKinds.NotFound],
        }, RevokeAsync);
    }

    private static readonly Parameter Id = Doc.Path("id", "id của khóa / The key's id");

    private async Task ListAsync(HttpContext http)
    {
        var all = await keys.ListAsync(http.RequestAborted);
        await http.JsonAsync(new KeyList([.. all.Select(View)]), HubJson.Wire.KeyList);
    }

    private async Task CreateAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.KeyRequest);
        problem ??= Check(request!);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var made = factory.Create(request!.Role!, request.Name!.Trim(), request.ExpiresAt, request.Operator, request.Office, Person.Of(request.Person)?.Name);
        await keys.AddAsync(made.Key, Visit.Of(http).Commit(made.Key.Id, Person.Of(made.Key.Person) is { } holder ? $"{made.Key.Role}; {holder.Code}" : made.Key.Role), http.RequestAborted);
        await ShowOnceAsync(http, made);
    }

    private async Task RotateAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var (request, problem) = await RequestJson.ReadAsync(http, HubJson.Wire.KeyRotation, static () => new KeyRotation());
        var old = await keys.FindAsync(id, http.RequestAborted);
        problem ??= old is null ? new Problem(ProblemKinds.NotFound)
            : State(old) != "active" || old.ReplacedBy is not null || (settings.Wings.IsBound(old.Role) && old.Operator is null) ? new Problem(ProblemKinds.WrongState)
            : request!.OverlapHours is not (>= 0 and <= MaxOverlapHours)
                ? Problem.Invalid("/overlapHours", "range", ("overlapHours phải từ 0 đến 2160.", "overlapHours must be from 0 to 2160."))
            : Expiry(request.ExpiresAt);
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var made = factory.Create(old!.Role, old.Name, request!.ExpiresAt, old.Operator, old.Office, old.Person);
        var ends = clock.GetUtcNow() + TimeSpan.FromHours(request.OverlapHours);
        var visit = Visit.Of(http);
        if (!await keys.RotateAsync(id, made.Key, ends, visit.Commit(id, $"replaced by {made.Key.Id}"), http.RequestAborted))
        {
            visit.Undo();
            await http.ProblemAsync(ProblemKinds.WrongState);
            return;
        }

        ring.Forget(id);
        await ShowOnceAsync(http, made);
    }

    private async Task RevokeAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        var visit = Visit.Of(http);
        var revoked = await keys.RevokeAsync(id, clock.GetUtcNow(), visit.Commit(id), http.RequestAborted);
        ring.Forget(id);
        if (!revoked)
        {
            visit.Undo();
            await http.ProblemAsync(ProblemKinds.NotFound);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task ShowOnceAsync(HttpContext http, NewKey made)
    {
        var answer = new KeyCreated(made.Key.Id, made.Key.Role, made.Key.Name, made.Text, made.Key.ExpiresAt, made.Key.Operator, made.Key.Office, made.Key.Person);
        Visit.Of(http).ReplayBody = JsonSerializer.SerializeToUtf8Bytes(answer with { Key = null }, HubJson.Wire.KeyCreated);
        http.Response.Headers.CacheControl = "no-store";
        return http.JsonAsync(answer, HubJson.Wire.KeyCreated, StatusCodes.Status201Created);
    }

    private Problem? Check(KeyRequest request)
    {
        var known = settings.Wings.Roles;
        var roles = string.Join(", ", known);
        return request.Role is null || !known.Contains(request.Role) ? Problem.Invalid("/role", "enum", ($"role phải là một trong: {roles}.", $"role must be one of: {roles}."))
            : request.Name?.Trim() is not { Length: > 0 and <= MaxName } ? Problem.Invalid("/name", "maxLength", ("name dài từ 1 đến 100 ký tự.", "name has 1 to 100 characters."))
            : request.Person is not null && !Person.TryParse(request.Person, out _)
                ? Problem.Invalid("/person", "pattern", ($"person là mã cán bộ hoặc tên trong mã thông báo, 1 đến {Person.MaxName} ký tự.", $"person is a staff code or a token's subject, 1 to {Person.MaxName} characters."))
            : Binding(request) ?? Expiry(request.ExpiresAt);
    }

    // Staff who see nothing must find that out here, and not in the field; a key for an operator that nobody set up sees nothing.
    private Problem? Binding(KeyRequest request)
    {
        if (settings.Wings.BoundRoles.FirstOrDefault(role => role.Name == request.Role) is not { Name: var name, Binding: { } binding })
        {
            var bound = string.Join(", ", settings.Wings.BoundRoles.Select(role => role.Name));
            return request.Operator is null && request.Office is null ? null
                : Problem.Invalid("/operator", "additionalProperties", ($"Chỉ khóa vai trò {bound} có operator và office.", $"Only a key of the role {bound} has operator and office."));
        }

        var party = settings.Wings.Parties.OfRole(name)!;
        var known = party.Organisations(settings.OptionsOf(party)).Order(StringComparer.Ordinal).ToList();
        return request.Operator is null ? Problem.Invalid("/operator", "required", ($"Khóa của {binding.Staff.Vi} phải nêu operator.", $"A key of {binding.Staff.En} names its operator."))
            : !known.Contains(request.Operator)
                ? Problem.Invalid("/operator", "enum", ($"operator phải là một trong {binding.Setting}: {string.Join(", ", known)}.", $"operator must be one of {binding.Setting}: {string.Join(", ", known)}."))
            : request.Office is { } office && office.Trim().Length is 0 or > 40 ? Problem.Invalid("/office", "maxLength", ("office dài từ 1 đến 40 ký tự.", "office has 1 to 40 characters."))
            : null;
    }

    private Problem? Expiry(DateTimeOffset? at) => at <= clock.GetUtcNow()
        ? Problem.Invalid("/expiresAt", "minimum", ("expiresAt phải ở tương lai.", "expiresAt must lie ahead."))
        : null;

    private string State(ApiKey key) => key.RevokedAt is not null ? "revoked" : key.ExpiresAt <= clock.GetUtcNow() ? "expired" : "active";

    private KeyView View(ApiKey key) => new(key.Id, key.Role, key.Name, State(key), key.CreatedAt, key.ExpiresAt, key.RevokedAt, key.ReplacedBy, key.Operator, key.Office, key.Person);
}
