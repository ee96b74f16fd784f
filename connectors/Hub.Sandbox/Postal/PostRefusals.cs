using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>How each dialect says no: A a number and B a text in <c>Status</c>, D the error body of its framework.</summary>
internal sealed class PostRefusals(TwinClock clock)
{
    public const int Done = 100;
    public const int Already = 101;
    public const int Invalid = 102;
    public const int NotServed = 103;
    public const int Unknown = 104;
    public const int TooLate = 105;
    public const int ItemCodeReused = 106;
    public const int ItemCodeOutside = 107;
    public const int Refused = 108;
    public const int NoRange = 109;

    /// <summary>A and B: a business answer, HTTP 200.</summary>
    public static PostReply Ngsp(PostDialect dialect, int status, string message, Action<Utf8JsonWriter>? more = null, bool isApplied = false) =>
        new(200, writer => WriteNgsp(writer, dialect, status, message, more), isApplied);

    public PostReply Unauthorized(PostDialect dialect, string path) => dialect switch
    {
        PostDialect.A => new PostReply(401, static writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("fault");
            writer.WriteNumber("code", 900901);
            writer.WriteString("message", "Invalid Credentials");
            writer.WriteString("description", "Access failure for API. Make sure you have provided the correct security credentials.");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }),
        PostDialect.B => new PostReply(401, static writer => WriteNgsp(writer, PostDialect.B, 401, "access_token không hợp lệ hoặc đã hết hạn", null)),
        _ => Error(401, "Unauthorized", "Token không hợp lệ hoặc đã hết hạn", path),
    };

    /// <summary>D: every error has this body.</summary>
    public PostReply Error(int status, string error, string message, string path) => new(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("timestamp", PostTime.Text(clock.GetUtcNow()));
        writer.WriteNumber("status", status);
        writer.WriteString("error", error);
        writer.WriteString("message", message);
        writer.WriteString("description", $"uri={path}");
        writer.WriteString("path", path);
        writer.WriteEndObject();
    });

    /// <summary>A call that cannot be read, or one that a rule of the operator forbids.</summary>
    public PostReply Refuse(PostDialect dialect, int status, string message, string path) => dialect == PostDialect.D
        ? Error(400, "Bad Request", message, path)
        : Ngsp(dialect, status, message);

    private static void WriteNgsp(Utf8JsonWriter writer, PostDialect dialect, int status, string message, Action<Utf8JsonWriter>? more)
    {
        writer.WriteStartObject();
        if (dialect == PostDialect.B)
        {
            writer.WriteString("Status", $"{status}");
        }
        else
        {
            writer.WriteNumber("Status", status);
        }

        writer.WriteString("Message", message);
        more?.Invoke(writer);
        writer.WriteEndObject();
    }
}
