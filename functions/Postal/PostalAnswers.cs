using System.Text.Json.Serialization.Metadata;
using Hub.Core.Schemas.Explaining;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Postal.Acts;

namespace Hub.Functions.Postal;

/// <summary>What an act came to, as answers and problems.</summary>
internal static class PostalAnswers
{
    public static async Task SendAsync<T>(this HttpContext http, ActResult<T> result, JsonTypeInfo<T> type)
    {
        // The entry was handed over with the act; where nothing was written, the gate writes it.
        if (result is not ActResult<T>.Done { IsRepeat: false })
        {
            Visit.Of(http).Undo();
        }

        if (result is ActResult<T>.Done done)
        {
            await http.JsonAsync(done.Answer, type);
            return;
        }

        if (result is ActResult<T>.Busy)
        {
            http.Response.Headers.RetryAfter = "2";
        }

        await http.ProblemAsync(Problem(result)!);
    }

    /// <summary>Null of what was done.</summary>
    public static Problem? Problem<T>(ActResult<T> result) => result switch
    {
        ActResult<T>.Done => null,
        ActResult<T>.NotFound => new Problem(ProblemKinds.NotFound),
        ActResult<T>.Invalid invalid => new Problem(ProblemKinds.InvalidRequest) { Errors = invalid.Errors },
        ActResult<T>.Ahead => new Problem(ProblemKinds.TimeInFuture)
        {
            Text = (
                "Thời điểm của việc ở quá xa trong tương lai. Kiểm tra đồng hồ và múi giờ của thiết bị.",
                "The time of the act lies too far ahead. Check the device's clock and time zone."),
            Errors = [new SchemaViolation("/at", "maximum", ("Chỉ được trước giờ của trục tích hợp 10 phút.", "It may be ahead of the hub's clock by 10 minutes only."))],
        },
        ActResult<T>.Differs => new Problem(ProblemKinds.ActConflict),
        ActResult<T>.Stale => new Problem(ProblemKinds.PreconditionFailed),
        ActResult<T>.Taken => new Problem(ProblemKinds.JobTaken),
        ActResult<T>.WrongState wrong => new Problem(ProblemKinds.WrongState) { Text = wrong.Text },
        _ => new Problem(ProblemKinds.Unavailable)
        {
            Text = (
                "Nhiều người đang cùng ghi vào bưu gửi hoặc bảng này; chưa có gì được ghi. Gửi lại sau vài giây.",
                "Several are writing to this consignment or sheet at once; nothing was done. Send it again in a few seconds."),
        },
    };
}
