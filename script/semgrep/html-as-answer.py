from django.http import HttpResponse, HttpResponseNotFound


def view(request, words):
    # ruleid: html-as-answer
    HttpResponse(f"<p>{words}</p>")
    # ruleid: html-as-answer
    HttpResponse("<p>" + words)
    # ruleid: html-as-answer
    HttpResponse("<p>%s" % words, status=400)
    # ruleid: html-as-answer
    HttpResponse("<p>{}".format(words))
    # ruleid: html-as-answer
    HttpResponse(request.POST["text"])
    # ruleid: html-as-answer
    HttpResponse(request.GET.get("text"))
    # ruleid: html-as-answer
    HttpResponseNotFound(f"No {words}")
    # ok: html-as-answer
    HttpResponse(f"{words}", content_type="text/plain")
    # ok: html-as-answer
    HttpResponse(status=503)
