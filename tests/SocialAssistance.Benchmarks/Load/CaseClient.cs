using System.Diagnostics;
using System.Text;

namespace SocialAssistance.Benchmarks.Load;

/// <summary>Takes whole cases from submission to completion, one after the other, on one connection.</summary>
/// <param name="connection">The connection.</param>
/// <param name="requests">The requests, this client's own.</param>
/// <param name="watched">Whether to look after each decision until it is visible.</param>
internal sealed class CaseClient(HttpConnection connection, CaseRequests requests, bool watched)
{
    private const int MaxLooks = 1000;

    public Recorder Recorder { get; set; } = new();

    /// <summary>Takes one case to its end, or to its first wrong answer, which is noted.</summary>
    public void Run(int serial)
    {
        try
        {
            var startedAt = Stopwatch.GetTimestamp();
            requests.BeginCase(serial);
            File();
            foreach (var item in requests.Items)
            {
                Send(Timed.Accept, item.Accept, 200);
            }

            foreach (var item in requests.Items)
            {
                Decide(item);
            }

            Expect("completed", Progress());
            Recorder.Note(Timed.Case, startedAt);
        }
        catch (UnexpectedAnswerException error)
        {
            Recorder.Fail(error.Message);
        }
    }

    private void File()
    {
        var answer = Send(Timed.Submit, requests.Submit, 201);
        requests.Name(ProgressReader.Text(answer.Body, "caseId"u8));
        foreach (var upload in requests.Uploads)
        {
            Send(Timed.Upload, upload, 202);
        }

        Expect("in-progress", requests.Uploads.IsEmpty ? answer : Progress());
    }

    private void Decide(ItemRequests item)
    {
        var startedAt = Stopwatch.GetTimestamp();
        Send(Timed.Decide, item.Decide, 200);
        if (!watched)
        {
            return;
        }

        for (var looks = 0; !ProgressReader.StatusOf(Progress().Body, Encoding.ASCII.GetBytes(item.Item)).SequenceEqual("granted"u8); looks++)
        {
            if (looks == MaxLooks)
            {
                throw new UnexpectedAnswerException($"The decision of {item.Item} does not become visible.");
            }
        }

        Recorder.Note(Timed.Visible, startedAt);
    }

    private Answer Progress() => Send(Timed.Progress, requests.Progress, 200);

    private Answer Send(Timed kind, RequestTemplate request, int expected)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var answer = connection.Send(request.Bytes);
        Recorder.Note(kind, startedAt);
        return answer.Status == expected
            ? answer
            : throw new UnexpectedAnswerException(FormattableString.Invariant($"{kind}: {answer.Status} {Encoding.UTF8.GetString(answer.Body)}"));
    }

    private static void Expect(string status, Answer progress)
    {
        if (Encoding.UTF8.GetString(ProgressReader.Text(progress.Body, "status"u8)) is var found && found != status)
        {
            throw new UnexpectedAnswerException($"The case is {found} and should be {status}.");
        }
    }

    private sealed class UnexpectedAnswerException(string message) : Exception(message);
}
