using System.Text.Json;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Payments;
using Hub.Payments.Booking;
using Hub.Payments.Expecting;
using Hub.Payments.Files.Profiles;
using Hub.Payments.Importing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Functions.Payments;

/// <summary>Takes statements and settlement files: the file alone as the body, or as part <c>file</c> of a form after parts <c>profile</c>.</summary>
internal sealed class StatementEndpoints(StatementImport import, ExpectedFiles expected, IPayments payments, TimeProvider clock) : IEndpointGroup
{
    public const string Tag = "statements";

    internal const long MaxFile = 512L * 1024 * 1024;
    private const int MaxProfile = 256 * 1024;
    private const int MaxProfiles = 20;

    public void Map(RouteTable routes)
    {
        routes.Add(PaymentDoc.Readers, new Operation("listExpectedStatements", Tag, "Tệp nào phải có cho ngày nào, và ngày nào còn thiếu / Which files are expected, and which days are missing")
        {
            Method = "GET",
            Path = "/statements/expected",
            Response = typeof(ExpectedList),
        }, ExpectedAsync);
        AddImport(routes);
    }

    private async Task ExpectedAsync(HttpContext http)
    {
        var now = clock.GetUtcNow();
        var known = await payments.ExpectedFilesAsync(ExpectedFiles.FirstDay(now, []), http.RequestAborted);
        var sources = await expected.LookAsync(now, ExpectedFiles.FirstDay(now, known), http.RequestAborted);
        await http.JsonAsync(new ExpectedList([.. sources.Select(ExpectedView.Of)]), PaymentsJson.Wire.ExpectedList);
    }

    private void AddImport(RouteTable routes) => routes.Add(Access.To(PaymentsDescriptor.Role), new Operation(
        "importStatement", Tag, "Ghi sổ một sao kê hoặc tệp quyết toán; gửi lại không ghi hai lần / Book a statement or settlement file; sent again it adds nothing")
    {
        Method = "POST",
        Path = "/statements",
        KnowsRepeats = true,
        Parameters =
        [
            new("name", "Tên tệp, để ghi trong trả lời / The file's name, for the answer"), new("dryRun", "Chỉ đọc và đối chiếu số dư / Only read and judge", Values: ["true", "false"]),
        ],
        Request = typeof(JsonElement),
        Response = typeof(JsonElement),
        Problems = [ProblemKinds.Unavailable, .. Doc.BodyProblems],
    }, ImportAsync);

    private async Task ImportAsync(HttpContext http)
    {
        var query = new QueryReader(http.Request.Query);
        var (name, isTrial) = (query.Text("name") ?? "-", query.Word("dryRun", ("true", true), ("false", false)) is true);
        if (query.Problem is { } problem)
        {
            await http.ProblemAsync(problem);
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxFile + MaxProfiles * MaxProfile;
        }

        await using var file = Unnamed();
        var profiles = new List<StatementProfile>();
        if (await ReadAsync(http, file, profiles) is { } wrong)
        {
            await http.ProblemAsync(wrong);
            return;
        }

        var visit = Visit.Of(http);
        var report = await import.ImportAsync(file, profiles, isTrial, http.RequestAborted);
        visit.Detail = $"{report.Summary.Kind} +{report.Added} ={report.Known}";
        if (!report.IsWhole)
        {
            http.Response.Headers.RetryAfter = "5";
            await http.ProblemAsync(ProblemKinds.Unavailable);
            return;
        }

        await http.TextAsync(ImportAnswer.Of(name, report.Summary, report.Added, report.Known).ToJsonString(), "application/json; charset=utf-8");
    }

    // Nobody else reads it, and it is gone with the handle, whatever becomes of the process.
    internal static FileStream Unnamed()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 64 * 1024,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }

    private static async Task<Problem?> ReadAsync(HttpContext http, FileStream file, List<StatementProfile> profiles)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var media) || !media.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return await CopyAsync(http.Request.Body, file, MaxFile, http.RequestAborted) ? null : new Problem(ProblemKinds.BodyTooLarge);
        }

        try
        {
            var form = new MultipartReader(HeaderUtilities.RemoveQuotes(media.Boundary).ToString(), http.Request.Body);
            while (await form.ReadNextSectionAsync(http.RequestAborted) is { } part)
            {
                var isProfile = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var place) && HeaderUtilities.RemoveQuotes(place.Name).Equals("profile", StringComparison.Ordinal);
                if (!isProfile)
                {
                    return await CopyAsync(part.Body, file, MaxFile, http.RequestAborted) ? null : new Problem(ProblemKinds.BodyTooLarge);
                }

                using var json = new MemoryStream();
                if (profiles.Count == MaxProfiles || !await CopyAsync(part.Body, json, MaxProfile, http.RequestAborted))
                {
                    return new Problem(ProblemKinds.BodyTooLarge);
                }

                var (profile, faults) = ProfileJson.Read(json.ToArray());
                if (profile is null)
                {
                    return Problem.Invalid("/profile", "profile", (string.Join("; ", faults.Select(fault => $"{fault.Pointer}: {fault.Reason.Vi}")), string.Join("; ", faults.Select(fault => $"{fault.Pointer}: {fault.Reason.En}"))));
                }

                profiles.Add(profile);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return Problem.Invalid("", "form", ("Biểu mẫu multipart không đọc được.", "The multipart form cannot be read."));
        }

        return Problem.Invalid("/file", "required", ("Thiếu phần file.", "The part file is missing."));
    }

    internal static async Task<bool> CopyAsync(Stream from, Stream to, long most, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        for (var all = 0L; await from.ReadAsync(buffer, ct) is > 0 and var read;)
        {
            if ((all += read) > most)
            {
                return false;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return true;
    }
}
