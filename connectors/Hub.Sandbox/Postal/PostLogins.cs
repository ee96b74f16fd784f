using System.Text;
using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Postal;

/// <summary>Where a token is got: the client credentials grant of A and B, the account of D.</summary>
internal sealed class PostLogins(PostTwinOptions options, PostTokens tokens, PostFaults faults, Effects effects)
{
    public const string Operation = "token";

    public Task GrantAsync(HttpContext context, PostDialect dialect) => ServeAsync(context, dialect, () => GrantAsync(context.Request, dialect));

    public Task LogInAsync(HttpContext context) => ServeAsync(context, PostDialect.D, () => LogInAsync(context.Request));

    private async Task ServeAsync(HttpContext context, PostDialect dialect, Func<Task<PostReply>> serve)
    {
        var ct = context.RequestAborted;
        effects.Count(PostEffects.Of(dialect, PostEffects.Calls));
        if (await faults.Of(dialect).StrikeAsync(context, Operation) is not { } plan)
        {
            return;
        }

        var reply = await serve();
        effects.Count(PostEffects.Of(dialect, reply.IsApplied ? PostEffects.Token : PostEffects.TokenRefused));
        if (plan.Kind == FaultKind.AppliedNoAnswer)
        {
            context.Abort();
            return;
        }

        await PostEndpoints.WriteAsync(context, reply, ct);
    }

    private async Task<PostReply> GrantAsync(HttpRequest request, PostDialect dialect)
    {
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientKey}:{options.ClientSecret}"));
        if (request.Headers.Authorization != expected)
        {
            return Wrong(401, "invalid_client");
        }

        if (!request.HasFormContentType || (await request.ReadFormAsync(request.HttpContext.RequestAborted))["grant_type"] != "client_credentials")
        {
            return Wrong(400, "unsupported_grant_type");
        }

        var token = tokens.Open(dialect);
        return new PostReply(
            200,
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("access_token", token);
                writer.WriteString("token_type", "Bearer");
                writer.WriteNumber("expires_in", (long)options.TokenLifetime.TotalSeconds);
                writer.WriteEndObject();
            },
            IsApplied: true);
    }

    private async Task<PostReply> LogInAsync(HttpRequest request)
    {
        if (await ReadAsync(request) is not { } account)
        {
            return Answer(400, null, "Dữ liệu không hợp lệ: không đọc được JSON");
        }

        var isKnown = account.Text("username") == options.Username && account.Text("password") == options.Password
            && options.CustomerCodes.Contains(account.Text("customerCode"), StringComparer.Ordinal);
        var token = isKnown ? tokens.Open(PostDialect.D) : null;
        return Answer(200, token, isKnown ? null : "Tài khoản, mật khẩu hoặc mã khách hàng không đúng");
    }

    private static PostReply Answer(int status, string? token, string? error) => new(
        status,
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("success", error is null);
            writer.WriteString("token", token);
            writer.WriteString("errorMessage", error);
            writer.WriteEndObject();
        },
        error is null);

    private static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        try
        {
            using var document = await TwinJson.ReadAsync(request.Body, request.HttpContext.RequestAborted);
            return document.RootElement.Clone();
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static PostReply Wrong(int status, string error) => new(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", error);
        writer.WriteEndObject();
    });
}
