using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Control;

internal static class ControlAnswers
{
    public const int PageLimit = 5000;

    public static IResult Ok<T>(T body) => Results.Json(body, TwinJson.Control);

    public static IResult Wrong(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "Yêu cầu không hợp lệ / Bad request");

    public static IResult Missing(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status404NotFound, title: "Không tìm thấy / Not found");

    /// <summary>Null when a page of this size is allowed.</summary>
    public static IResult? CheckLimit(int limit) => limit is < 1 or > PageLimit ? Wrong($"limit is 1..{PageLimit}.") : null;
}
